import { type Readable, t } from '@kreiswerk/ui-kit'
import { type TrustLevel, trustLevels } from '../base/trust.ts'
import type { Realm } from './tables.ts'

interface Provider {
  /** Lower-case; part of addresses and of the audit log. */
  readonly id: string
  /** What the button says. */
  readonly label: Readable
  readonly realms: readonly Realm[]
  /** The trust levels it can report. */
  readonly levels: readonly TrustLevel[]
  /** Other origins that people are sent to; the content security policy lets forms lead there. */
  readonly origins: readonly string[]
}

/** The portal's own accounts with e-mail address and password. */
export interface PasswordProvider extends Provider {
  readonly kind: 'password'
}

/** A provider elsewhere that people are sent to and come back from. */
export interface RemoteProvider extends Provider {
  readonly kind: 'oidc'
  /** The `issuer` of the identities that it proves; a linked one is named by it if left out. */
  readonly issuer?: string
  /** Whether the provider answers now; fails with `auth.provider-unreachable` when not. */
  reach?(): Promise<void>
  /** Where to send somebody. Fails with `auth.provider-unreachable`. */
  begin(wanted: WantedLogin): Promise<StartedLogin>
  /** Checks what came back and fetches who it is. Fails with `auth.provider-refused` or `auth.provider-unreachable`. */
  finish(returned: ReturnedLogin): Promise<ProvenIdentity>
}

/** How people can prove who they are. */
export type IdentityProvider = PasswordProvider | RemoteProvider

export interface WantedLogin {
  /** Where the provider sends people back to; registered with it, compared exactly. */
  redirectUri: string
  level: TrustLevel
  /** Whether the person has to prove it anew, even if the provider still knows them. */
  fresh: boolean
}

/** What has to be kept until the person comes back, bound to their browser. */
export interface StartedLogin {
  url: string
  state: string
  nonce: string
  verifier: string
}

export interface ReturnedLogin extends Omit<StartedLogin, 'url'> {
  /** The full address the person came back to. */
  url: string
  fresh: boolean
}

/** Who somebody is, as a provider vouches for it. */
export interface ProvenIdentity {
  issuer: string
  /** Never reassigned within the issuer; together with it the key of the account. */
  subject: string
  trust: TrustLevel
  /** When the person last proved it there; `null` if the provider does not say. */
  authTime: Date | null
  name: string | null
  attributes: { name: string; value: string; trust: TrustLevel }[]
}

/** E-mail address and password, for citizens and, with a one-time code, for staff. It proves trust level `basis`. */
export const password = (): PasswordProvider => ({
  kind: 'password',
  id: 'password',
  label: t('core.account.provider.password'),
  realms: ['citizen', 'staff'],
  levels: ['basis'],
  origins: [],
})

/** The providers at which people of a realm can reach a level, those that need the least first. */
export const providersFor = (
  providers: readonly IdentityProvider[],
  realm: Realm,
  level: TrustLevel,
): IdentityProvider[] =>
  providers.filter(
    ({ realms, levels }) =>
      realms.includes(realm) && levels.some((offered) => trustLevels.indexOf(offered) >= trustLevels.indexOf(level)),
  )
