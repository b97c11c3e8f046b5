import type { TrustLevel } from '../base/trust.ts'
import { atLeast } from '../base/trust.ts'
import type { Actor } from '../auth/actor.ts'
import { errors } from './errors.ts'

/** Citizens and staff are separate: accounts, sessions, cookies. */
export type Realm = 'citizen' | 'staff'

/** Who may use an action or see a page. There is no default: leaving it out does not compile. */
export type Allow =
  | { readonly kind: 'anyone' }
  | ({ readonly kind: 'signed-in'; readonly realm: Realm } & Freshness)
  | ({ readonly kind: 'trust'; readonly level: TrustLevel } & Freshness)
  | ({ readonly kind: 'permission'; readonly permission: string } & Freshness)

/** How old the proof of identity may be; as old as the session unless told. */
export interface Freshness {
  /** Whoever proved longer ago who they are is asked to confirm it, and comes back to what they were doing. */
  readonly maxAgeSeconds?: number
}

/** When the person last proved who they are, and the time to compare it with. */
export interface Proof {
  authTime: Date | null
  now: Date
}

/** Everybody, with or without a login. */
export const anyone: Allow = { kind: 'anyone' }

/** Whoever is logged in to this realm; citizens unless told. */
export const signedIn = (realm: Realm = 'citizen', freshness: Freshness = {}): Allow => ({
  kind: 'signed-in',
  realm,
  ...freshness,
})

/**
 * Citizens whose current login reaches this trust level; others are asked to step up.
 * @example
 * allow: trust('hoch', { maxAgeSeconds: 300 })
 */
export const trust = (level: TrustLevel, freshness: Freshness = {}): Allow => ({ kind: 'trust', level, ...freshness })

/** Staff who hold this permission in at least one organisation unit; check the object with `authorize`. */
export const may = (permission: string, freshness: Freshness = {}): Allow => ({
  kind: 'permission',
  permission,
  ...freshness,
})

/** Whose session counts for this rule; `anyone` is served as a citizen. */
export const realmOf = (allow: Allow): Realm =>
  allow.kind === 'permission' ? 'staff' : allow.kind === 'signed-in' ? allow.realm : 'citizen'

/**
 * Throws the coded error that says what is missing: a login, a higher trust level, the permission, or a fresh proof of
 * identity. Without `proof` its age is not looked at, as for links that lead to a page.
 */
export function assertAllowed(allow: Allow, actor: Actor, proof?: Proof): void {
  if (allow.kind === 'anyone' || actor.kind === 'system') return
  const realm = realmOf(allow)
  if (actor.kind !== realm) throw errors.loginRequired({ realm })
  if (allow.kind === 'trust' && !atLeast(actor.trust, allow.level)) throw errors.stepUpRequired({ level: allow.level })
  if (allow.kind === 'permission' && !actor.grants.some((grant) => grant.permission === allow.permission)) {
    throw errors.forbidden({ permission: allow.permission })
  }
  if (allow.maxAgeSeconds !== undefined && proof !== undefined && ageOf(proof) > allow.maxAgeSeconds) {
    throw errors.confirmationRequired({ realm })
  }
}

const ageOf = ({ authTime, now }: Proof): number =>
  authTime === null ? Number.POSITIVE_INFINITY : (now.getTime() - authTime.getTime()) / 1000
