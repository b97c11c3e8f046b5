import canonicalize from 'canonicalize'
import { openCheckpoint } from './checkpoint.ts'
import { commitTo, readEntry } from './entry.ts'
import type { AuditEntry } from './entry.ts'
import { leafHash } from './merkle.ts'
import type { Hash } from './merkle.ts'
import { verifyInclusion } from './proof.ts'
import { parseVerifierKey } from './signed-note.ts'
import { say } from './words.ts'
import type { Locale } from './words.ts'

/** What lets its holder open the commitment of an entry. */
export interface Disclosure {
  /** The exact canonical JSON. */
  details: string
  salt: Buffer
}

/** Proof that an entry stands in the log, for somebody who has only the public key of the log. */
export interface Receipt {
  /** Place of the entry in the log, from 0. */
  index: number
  /** The exact text of the entry. */
  entry: string
  disclosure: Disclosure | null
  proof: Hash[]
  /** Signed note. */
  checkpoint: string
}

export type ReceiptProblem =
  | 'malformed'
  | 'unknown-key'
  | 'wrong-signature'
  | 'not-in-log'
  | 'wrong-details'
  | 'wrong-checkpoint'
  | 'other-checkpoint'
  | 'forked'

export type ReceiptVerdict =
  | { valid: true; entry: AuditEntry; size: number; index: number; details: unknown }
  | { valid: false; reason: ReceiptProblem; sentence: string }

interface ReceiptTrust {
  /** Public key of the log, as in `audit/key.pub`. */
  publicKey: string
  /** A checkpoint that reached the verifier on another way; the receipt must not contradict it. */
  checkpoint?: string
  /** Language of `sentence`; English unless told. */
  locale?: Locale
}

const header = 'c2sp.org/tlog-proof@v1'

/**
 * Writes a receipt as C2SP tlog-proof. It was chosen over a format of our own because anybody's tool for
 * transparency logs can check it; entry and details travel in its `extra` line, base64 of canonical JSON.
 */
export function formatReceipt({ index, entry, disclosure, proof, checkpoint }: Receipt): string {
  const disclosed = disclosure && { details: disclosure.details, salt: disclosure.salt.toString('base64') }
  const extra = Buffer.from(canonicalize({ entry, ...disclosed })!).toString('base64')
  const hashes = proof.map((hash) => `${hash.toString('base64')}\n`).join('')
  return `${header}\nextra ${extra}\nindex ${index}\n${hashes}\n${checkpoint}`
}

function parseExtra(encoded: string): Pick<Receipt, 'entry' | 'disclosure'> | null {
  try {
    const extra = JSON.parse(Buffer.from(encoded, 'base64').toString()) as Record<string, unknown>
    const { entry, details, salt } = extra
    if (typeof entry !== 'string') return null
    if (details === undefined && salt === undefined) return { entry, disclosure: null }
    if (typeof details !== 'string' || typeof salt !== 'string') return null
    return { entry, disclosure: { details, salt: Buffer.from(salt, 'base64') } }
  } catch {
    return null
  }
}

/** Null when the text is not a receipt. Line ends of Windows are put up with, receipts travel by mail. */
export function parseReceipt(text: string): Receipt | null {
  const match =
    /^c2sp\.org\/tlog-proof@v1\nextra ([A-Za-z0-9+/]+={0,2})\nindex (0|[1-9]\d*)\n((?:[A-Za-z0-9+/]{43}=\n){0,64})\n([^]+)$/.exec(
      text.replaceAll('\r\n', '\n'),
    )
  const extra = match && parseExtra(match[1]!)
  if (!match || !extra) return null
  const proof = match[3]!.split('\n').filter(Boolean)
  return {
    ...extra,
    index: Number(match[2]),
    proof: proof.map((hash) => Buffer.from(hash, 'base64')),
    checkpoint: match[4]!.replace(/\n*$/, '\n'),
  }
}

/** Checks a receipt with nothing but the public key of the log; needs neither the log nor a network. */
export function verifyReceipt(text: string, { publicKey, checkpoint, locale = 'en' }: ReceiptTrust): ReceiptVerdict {
  const refuse = (reason: ReceiptProblem): ReceiptVerdict => ({
    valid: false,
    reason,
    sentence: say(`audit.receipt.${reason}`, {}, locale),
  })
  const verifier = parseVerifierKey(publicKey)
  const receipt = parseReceipt(text)
  if (receipt === null) return refuse('malformed')
  const head = openCheckpoint(receipt.checkpoint, verifier)
  if ('problem' in head) return refuse(head.problem)

  const { index, proof, disclosure } = receipt
  if (!verifyInclusion({ leaf: leafHash(receipt.entry), index, size: head.size, proof, root: head.root })) {
    return refuse('not-in-log')
  }
  const entry = readEntry(receipt.entry)
  if (entry === null) return refuse('malformed')
  if (disclosure !== null && commitTo(disclosure.salt, disclosure.details) !== entry.commitment) {
    return refuse('wrong-details')
  }
  if (checkpoint !== undefined) {
    const other = openCheckpoint(checkpoint, verifier)
    if ('problem' in other) return refuse('wrong-checkpoint')
    if (other.size !== head.size) return refuse('other-checkpoint')
    if (!other.root.equals(head.root)) return refuse('forked')
  }
  const details: unknown = disclosure === null ? null : JSON.parse(disclosure.details)
  return { valid: true, entry, size: head.size, index, details }
}
