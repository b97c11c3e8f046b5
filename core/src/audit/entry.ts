import { hash as digest } from 'node:crypto'
import canonicalize from 'canonicalize'
import { auditErrors } from './errors.ts'

export type AuditRealm = 'anonymous' | 'citizen' | 'staff' | 'system'

/** One line of the log. It never holds personal data: a pseudonym for the actor, a commitment for the details. */
export interface AuditEntry {
  /** Version of this shape. */
  v: 1
  id: string
  /** ISO 8601 in UTC with milliseconds. */
  at: string
  /** Pseudonym (account id) within `realm`; null for somebody without account. */
  actor: string | null
  realm: AuditRealm
  /** Id of the action, e.g. `feedback.reportBarrier`. */
  action: string
  /** What it was done to, e.g. `report:<id>`. */
  object: string
  plugin: string
  /** Names the request; the same in the technical log. */
  correlationId: string
  /** base64 SHA-256(salt || details); present when the entry has details. */
  commitment?: string
}

/** Bytes; keeps a full bundle of 256 entries below half a megabyte. */
export const entryLimit = 2048
/** Bytes of canonical JSON. */
export const detailsLimit = 65_536
/** Bytes; long enough that details with few possible values cannot be guessed from their commitment. */
export const saltLength = 32

/** The exact text that is hashed: canonical JSON (RFC 8785). Throws `audit.entry-too-large`. */
export function writeEntry(entry: AuditEntry): string {
  const text = canonicalize(entry)!
  const size = Buffer.byteLength(text)
  if (size > entryLimit) throw auditErrors.entryTooLarge({ size, limit: entryLimit })
  return text
}

/** Null when the text is not an entry of this version. */
export function readEntry(text: string): AuditEntry | null {
  try {
    const entry = JSON.parse(text) as Partial<AuditEntry> | null
    return entry?.v === 1 && typeof entry.id === 'string' ? (entry as AuditEntry) : null
  } catch {
    return null
  }
}

/** The exact text of details that is committed to. Throws `audit.details-too-large`. */
export function writeDetails(details: unknown): string {
  const text = canonicalize(details) ?? 'null'
  const size = Buffer.byteLength(text)
  if (size > detailsLimit) throw auditErrors.detailsTooLarge({ size, limit: detailsLimit })
  return text
}

/** Binds an entry to its details without showing them; without salt and details it says nothing. */
export function commitTo(salt: Uint8Array, details: string): string {
  return digest('sha256', Buffer.concat([salt, Buffer.from(details)]), 'base64')
}
