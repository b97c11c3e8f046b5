import type { TrustLevel } from '../base/trust.ts'
import type { EntityManager } from '../storage/database.ts'
import type { PasswordHasher } from './password.ts'
import type { Realm } from './tables.ts'

/** What happened around a login, for the audit log. */
export interface LoginEvent {
  name:
    | 'login-succeeded'
    | 'login-failed'
    | 'step-up-succeeded'
    | 'identity-confirmed'
    | 'registration-requested'
    | 'account-created'
    | 'identity-linked'
    | 'reset-requested'
    | 'password-reset'
    | 'password-changed'
    | 'account-recovered'
    | 'passkey-registered'
    | 'passkey-removed'
  realm: Realm
  /** Id of the identity provider, `password` for the portal's own. */
  provider: string
  /** Whose account; `null` when none was found. */
  accountId: string | null
  trust: TrustLevel | null
  /** The error code of a failure. */
  reason?: string
}

/** Writes the event where it belongs, in the same transaction. */
export type RecordLogin = (event: LoginEvent) => Promise<unknown> | void

/** Runs `work` in one transaction; what it did stays even if the login as a whole then fails. */
export type LoginUnit = <T>(work: (em: EntityManager, record: RecordLogin) => Promise<T>) => Promise<T>

/** What a step of a login knows about the request it answers. */
export interface LoginRequest {
  unit: LoginUnit
  now: Date
  /** The client's address, as the rules about trusted proxies determined it. */
  ip: string
  /** What the owner later recognises the session by. */
  userAgent: string
  /** The secret of the session that this browser has in a realm, if it has one: a login ends it. */
  openSession?(realm: Realm): string | undefined
  /** What every attacker on this portal tries, such as its name; no password may be made of it alone. */
  localWords?: readonly string[]
  /** Argon2id unless told. */
  hasher?: PasswordHasher
}
