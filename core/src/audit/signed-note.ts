import { createPublicKey, hash as digest, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { auditErrors } from './errors.ts'

/** Signature type of Ed25519 in C2SP signed-note. */
const ed25519 = 0x01
const keyIdLength = 4
const signatureMark = '\u2014 '
// The fixed DER bytes in front of a raw Ed25519 public key (RFC 8410, 4).
const publicKeyPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** Someone whose signatures under a note are recognised. */
export interface NoteVerifier {
  name: string
  keyId: Buffer
  publicKey: KeyObject
}

/** Someone who signs notes; `verifierKey` is what others need to check them. */
export interface NoteSigner {
  name: string
  keyId: Buffer
  verifierKey: string
  sign(text: string): Buffer
}

/** The text of a note with a good signature, or why it must not be believed. */
export type OpenedNote = { text: string } | { problem: 'malformed' | 'unknown-key' | 'wrong-signature' }

const isKeyName = (name: string): boolean => name.length > 0 && !/[\s+\p{Cc}]/u.test(name)

function rawPublicKey(publicKey: KeyObject): Buffer {
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(publicKeyPrefix.length)
}

function keyIdOf(name: string, encodedKey: Buffer): Buffer {
  return digest('sha256', Buffer.concat([Buffer.from(`${name}\n`), encodedKey]), 'buffer').subarray(0, keyIdLength)
}

/** Signs as `name`, by custom the origin of the log, a URL without scheme. */
export function noteSigner(name: string, privateKey: KeyObject): NoteSigner {
  if (!isKeyName(name)) throw auditErrors.keyInvalid({ name })
  const encodedKey = Buffer.concat([Buffer.of(ed25519), rawPublicKey(createPublicKey(privateKey))])
  const keyId = keyIdOf(name, encodedKey)
  return {
    name,
    keyId,
    verifierKey: `${name}+${keyId.toString('hex')}+${encodedKey.toString('base64')}`,
    sign: (text) => sign(null, Buffer.from(text), privateKey),
  }
}

/** Reads a public key in the form `name+key id+base64`. Throws `audit.key-invalid`. */
export function parseVerifierKey(verifierKey: string): NoteVerifier {
  const [name = '', id = '', ...rest] = verifierKey.trim().split('+')
  const encodedKey = Buffer.from(rest.join('+'), 'base64')
  const keyId = keyIdOf(name, encodedKey)
  const valid = isKeyName(name) && encodedKey.length === 33 && encodedKey[0] === ed25519 && keyId.toString('hex') === id
  if (!valid) throw auditErrors.keyInvalid({ name })
  const der = Buffer.concat([publicKeyPrefix, encodedKey.subarray(1)])
  return { name, keyId, publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }) }
}

/** `text` must end with a newline. */
export function signNote(text: string, signer: NoteSigner): string {
  const signature = Buffer.concat([signer.keyId, signer.sign(text)]).toString('base64')
  return `${text}\n${signatureMark}${signer.name} ${signature}\n`
}

/** The text of a note, its signatures unchecked; null when it has none. */
export function textOf(note: string): string | null {
  const end = note.lastIndexOf('\n\n')
  return end < 0 ? null : note.slice(0, end + 1)
}

/** Opens a note: signatures of unknown keys are passed over, a wrong one of a known key spoils the note. */
export function openNote(note: string, verifiers: NoteVerifier[]): OpenedNote {
  const text = textOf(note)
  if (text === null || !note.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f]/.test(note))
    return { problem: 'malformed' }
  let verified = false
  for (const line of note.slice(text.length + 1, -1).split('\n')) {
    const [, name, encoded] = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? []
    if (name === undefined || encoded === undefined) return { problem: 'malformed' }
    const bytes = Buffer.from(encoded, 'base64')
    if (bytes.toString('base64') !== encoded) return { problem: 'malformed' }
    const verifier = verifiers.find(
      (known) => known.name === name && known.keyId.equals(bytes.subarray(0, keyIdLength)),
    )
    if (verifier === undefined) continue
    if (!verify(null, Buffer.from(text), verifier.publicKey, bytes.subarray(keyIdLength))) {
      return { problem: 'wrong-signature' }
    }
    verified = true
  }
  return verified ? { text } : { problem: 'unknown-key' }
}
