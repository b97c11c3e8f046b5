import type { Readable } from '@kreiswerk/ui-kit'
import type { ActionContext } from '../../action/context.ts'
import type { AccountMail } from '../../auth/account-mail.ts'
import { loginCookieName, sessionCookieName } from '../../auth/cookie.ts'
import type { Roles } from '../../auth/grants.ts'
import type { IdentityProvider, RemoteProvider } from '../../auth/identity-provider.ts'
import type { SignedIn } from '../../auth/login.ts'
import type { LoginEvent, LoginRequest } from '../../auth/login-request.ts'
import { attemptLifetime } from '../../auth/login-attempt.ts'
import type { Realm } from '../../auth/tables.ts'
import { userAgentLabel } from '../../auth/user-agent.ts'
import { service } from '../../base/reference.ts'

/** What the pages around accounts know of the deployment. */
export interface AccountDesk {
  /** Name of the portal in mails and authenticator apps. */
  name: string
  providers: readonly IdentityProvider[]
  /** Role → its permissions. */
  roles: Roles
  /** Every unit with its path, those above before those below. */
  units: readonly { path: string; name: string }[]
  /** Where kept mails can be read, in portals that show them. */
  mailboxHref: string | null
  say(locale: string, text: Readable): string
}

export const accountDesk = service<AccountDesk>('core.account-desk@1')

/** How mails about accounts are worded here. */
export function accountMailOf({ use }: Pick<ActionContext, 'use'>): AccountMail {
  const { name: portal, say } = use(accountDesk)
  return { portal, say }
}

/** The providers people are sent to and come back from. */
export const remoteProviders = (desk: AccountDesk): RemoteProvider[] =>
  desk.providers.filter((provider) => provider.kind === 'oidc')

type LoginContext = Pick<ActionContext, 'unit' | 'now' | 'client' | 'cookies' | 'origin' | 'use'>

/** A step of a login within an action that runs its own transactions; each event becomes an audit line. */
export const loginRequestOf = (context: LoginContext): LoginRequest => {
  const { unit, now, client, cookies, use } = context
  return {
    openSession: (realm) => cookies.get(sessionCookieName(realm, isSecure(context))),
    now,
    ip: client.ip,
    userAgent: userAgentLabel(client.userAgent),
    localWords: [use(accountDesk).name],
    unit: (work) => unit((writing) => work(writing.em, (event) => writing.record(auditLine(event)))),
  }
}

const auditLine = ({ accountId, ...details }: LoginEvent) => ({ object: `account:${accountId ?? 'unknown'}`, details })

const isSecure = ({ origin }: LoginContext) => origin.startsWith('https:')

/** Gives the browser its session and says where to go. */
export function enter(context: LoginContext, { secret, session, returnPath }: SignedIn): { next: string } {
  context.cookies.set(sessionCookieName(session.realm, isSecure(context)), secret)
  context.cookies.clear(loginCookieName(isSecure(context)))
  return { next: returnPath }
}

export const leave = (context: LoginContext, realm: Realm): void =>
  context.cookies.clear(sessionCookieName(realm, isSecure(context)))

/** Binds a login under way to this browser. */
export const keepAttempt = (context: LoginContext, secret: string): void =>
  context.cookies.set(loginCookieName(isSecure(context)), secret, { seconds: attemptLifetime / 1000 })

/** The secret of the login under way in this browser; one that finds nothing if there is none. */
export const attemptOf = (context: LoginContext): string =>
  context.cookies.get(loginCookieName(isSecure(context))) ?? ''
