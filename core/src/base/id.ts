import { createHash, randomBytes } from 'node:crypto'
import { v7 } from 'uuid'

/** A new identifier: UUIDv7, so that sorting by id is sorting by time of creation. */
export const newId = (): string => v7()

/** A new secret for links and tokens, base64url; 32 bytes unless told. */
export const newSecret = (bytes = 32): string => randomBytes(bytes).toString('base64url')

/** What is stored instead of a secret: its SHA-256 as hex. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')
