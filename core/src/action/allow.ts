import type { TrustLevel } from '../base/trust.ts'
import { atLeast } from '../base/trust.ts'
import type { Actor } from '../auth/actor.ts'
import { errors } from './errors.ts'

/** Citizens and staff are separate: accounts, sessions, cookies. */
export type Realm = 'citizen' | 'staff'

/** Who may use an action or see a page. There is no default: leaving it out does not compile. */
export type Allow =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'signed-in'; readonly realm: Realm }
  | { readonly kind: 'trust'; readonly level: TrustLevel }
  | { readonly kind: 'permission'; readonly permission: string }

/** Everybody, with or without a login. */
export const anyone: Allow = { kind: 'anyone' }

/** Whoever is logged in to this realm; citizens unless told. */
export const signedIn = (realm: Realm = 'citizen'): Allow => ({ kind: 'signed-in', realm })

/** Citizens whose current login reaches this trust level; others are asked to step up. */
export const trust = (level: TrustLevel): Allow => ({ kind: 'trust', level })

/** Staff who hold this permission in at least one organisation unit; check the object with `authorize`. */
export const may = (permission: string): Allow => ({ kind: 'permission', permission })

/** Whose session counts for this rule; `anyone` is served as a citizen. */
export const realmOf = (allow: Allow): Realm =>
  allow.kind === 'permission' ? 'staff' : allow.kind === 'signed-in' ? allow.realm : 'citizen'

/** Throws the coded error that says what is missing: a login, a higher trust level, or the permission. */
export function assertAllowed(allow: Allow, actor: Actor): void {
  if (allow.kind === 'anyone' || actor.kind === 'system') return
  const realm = realmOf(allow)
  if (actor.kind !== realm) throw errors.loginRequired({ realm })
  if (allow.kind === 'trust' && !atLeast(actor.trust, allow.level)) throw errors.stepUpRequired({ level: allow.level })
  if (allow.kind === 'permission' && !actor.grants.some((grant) => grant.permission === allow.permission)) {
    throw errors.forbidden({ permission: allow.permission })
  }
}
