import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from '../../src/audit/checkpoint.ts'
import { leafHash } from '../../src/audit/merkle.ts'
import { noteSigner, openNote, parseVerifierKey, signNote } from '../../src/audit/signed-note.ts'

// The example of Go's sumdb/note, the origin of the format: key, text and signature are public.
const seed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1)
const verifierKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
const signature = 'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM='
const note = `${text}\n— PeterNeumann ${signature}\n`

const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
const peter = noteSigner('PeterNeumann', createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }))
const stranger = noteSigner('stranger.example/log', generateKeyPairSync('ed25519').privateKey)

t.test('key and signature are those of the reference example', async (t) => {
  t.equal(peter.verifierKey, verifierKey)
  t.equal(signNote(text, peter), note)
  t.strictSame(openNote(note, [parseVerifierKey(verifierKey)]), { text })
})

t.test('signatures of unknown keys are passed over, a wrong one of a known key is not', async (t) => {
  const verifiers = [parseVerifierKey(verifierKey)]
  const [, line] = signNote(text, stranger).split('\n\n')
  t.strictSame(openNote(note + line, verifiers), { text })
  t.strictSame(openNote(`${text}\n${line}`, verifiers), { problem: 'unknown-key' })
  t.strictSame(openNote(note.replace('answer', 'question'), verifiers), { problem: 'wrong-signature' })
  t.strictSame(openNote(text, verifiers), { problem: 'malformed' })
  t.strictSame(openNote(note.replace('know', 'know\u0007'), verifiers), { problem: 'malformed' })
})

t.test('a key in another spelling is refused', async (t) => {
  for (const wrong of [
    verifierKey.replace('Peter', 'Paul'),
    verifierKey.replace('c74f', 'c74e'),
    verifierKey.replace('+AR', '+AB'),
    'x',
    '',
  ]) {
    t.throws(() => parseVerifierKey(wrong), { code: 'audit.key-invalid' }, wrong)
  }
  t.throws(() => noteSigner('two words', generateKeyPairSync('ed25519').privateKey), { code: 'audit.key-invalid' })
})

t.test('any change of one character spoils the note', async () => {
  const verifiers = [parseVerifierKey(verifierKey)]
  fc.assert(
    fc.property(fc.nat(note.length - 1), fc.constantFrom('A', 'b', '7', '\n', '+'), (at, character) => {
      const changed = note.slice(0, at) + character + note.slice(at + 1)
      return changed === note || 'problem' in openNote(changed, verifiers)
    }),
  )
})

t.test('a checkpoint is three lines under a signature', async (t) => {
  const root = leafHash('entry')
  const checkpoint = { origin: stranger.name, size: 20852163, root }
  t.equal(formatCheckpoint(checkpoint), `stranger.example/log\n20852163\n${root.toString('base64')}\n`)
  t.strictSame(openCheckpoint(signCheckpoint(checkpoint, stranger), parseVerifierKey(stranger.verifierKey)), checkpoint)
  t.strictSame(
    openCheckpoint(
      signCheckpoint({ ...checkpoint, origin: 'other' }, stranger),
      parseVerifierKey(stranger.verifierKey),
    ),
    {
      problem: 'malformed',
    },
  )
})

t.test('what is not a checkpoint is not read as one', async (t) => {
  const root = leafHash('entry').toString('base64')
  t.not(parseCheckpoint(`log\n0\n${root}\n`), null)
  t.not(parseCheckpoint(`log\n7\n${root}\nextension\n`), null)
  for (const wrong of [
    `log\n07\n${root}\n`,
    `log\n-1\n${root}\n`,
    `\n7\n${root}\n`,
    `log\n7\n${root}`,
    `log\n7\nAAAA\n`,
    'log\n7\n',
  ]) {
    t.equal(parseCheckpoint(wrong), null, wrong)
  }
})
