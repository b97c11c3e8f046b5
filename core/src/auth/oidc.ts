import type * as client from 'openid-client'
import type { Readable } from '@kreiswerk/ui-kit'
import { defineError } from '../base/error.ts'
import { type TrustLevel, atLeast, trustLevels } from '../base/trust.ts'
import { errors } from './errors.ts'
import type { ProvenIdentity, RemoteProvider, ReturnedLogin, StartedLogin, WantedLogin } from './identity-provider.ts'
import { provenIdentity } from './oidc-claims.ts'
import type { Realm } from './tables.ts'

export interface OidcSettings {
  /** Lower-case letters, digits and hyphens. */
  id: string
  label: Readable
  /** Address of the provider; its discovery document is below `/.well-known/openid-configuration`. */
  issuer: string
  clientId: string
  clientSecret: string
  /** Which trust level each `acr` value stands for; any other value counts as the lowest. */
  acr: Readonly<Record<string, TrustLevel>>
  /** Whom it is for; citizens unless told. */
  realms?: readonly Realm[]
  scope?: string
  /** Only for a provider on the own machine: accepts an issuer without TLS. */
  allowInsecure?: boolean
}

const badSettings = defineError('auth.oidc-settings', 500, 'The identity provider {id} {problem}')

/** Loaded at the first login. */
const library = () => import('openid-client')

/** After a new proof was asked for, it may be this old, in seconds. */
const freshFor = 300

/** An OpenID Connect provider: authorisation code with PKCE, state, nonce and issuer check (RFC 9700, OpenID Connect Core). */
export function oidc(settings: OidcSettings): RemoteProvider {
  assertSettings(settings)
  const { id, label, issuer, clientId, clientSecret, acr, scope = 'openid profile email address' } = settings
  let known: Promise<client.Configuration> | undefined

  async function discover(): Promise<client.Configuration> {
    const { ClientSecretBasic, allowInsecureRequests, discovery, enableNonRepudiationChecks } = await library()
    return discovery(new URL(issuer), clientId, undefined, ClientSecretBasic(clientSecret), {
      // TLS alone would do for the code flow (OpenID Connect Core 3.1.3.7), but not on an `allowInsecure` line (ASVS 6.8.2).
      execute: [enableNonRepudiationChecks, ...(settings.allowInsecure === true ? [allowInsecureRequests] : [])],
      timeout: 10,
    })
  }

  async function configuration(): Promise<client.Configuration> {
    known ??= discover()
    try {
      return await known
    } catch (cause) {
      known = undefined
      throw errors.providerUnreachable({ provider: id }, { cause })
    }
  }

  return {
    kind: 'oidc',
    id,
    label,
    issuer,
    realms: settings.realms ?? ['citizen'],
    levels: trustLevels.filter((level) => level === 'basis' || Object.values(acr).includes(level)),
    origins: [new URL(issuer).origin],

    reach: async () => void (await configuration()),

    async begin({ redirectUri, level, fresh }: WantedLogin): Promise<StartedLogin> {
      const config = await configuration()
      const client = await library()
      const state = client.randomState()
      const nonce = client.randomNonce()
      const verifier = client.randomPKCECodeVerifier()
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        acr_values: acrValuesFor(acr, level),
        ...(fresh ? { prompt: 'login', max_age: String(freshFor) } : {}),
      })
      return { url: url.href, state, nonce, verifier }
    },

    async finish({ url, state, nonce, verifier, fresh }: ReturnedLogin): Promise<ProvenIdentity> {
      const config = await configuration()
      const client = await library()
      try {
        const tokens = await client.authorizationCodeGrant(config, new URL(url), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          ...(fresh ? { maxAge: freshFor } : {}),
        })
        const claims = tokens.claims()
        if (claims === undefined) throw errors.providerRefused({ provider: id })
        const profile = await client.fetchUserInfo(config, tokens.access_token, claims.sub)
        return provenIdentity(claims, profile, acr)
      } catch (cause) {
        const failure = isNoAnswer(cause) ? errors.providerUnreachable : errors.providerRefused
        throw failure({ provider: id }, { cause })
      }
    },
  }
}

/** The `acr` values that satisfy a level, the lowest first, since nobody should have to prove more than is needed. */
function acrValuesFor(acr: OidcSettings['acr'], level: TrustLevel): string {
  return Object.entries(acr)
    .filter(([, stands]) => atLeast(stands, level))
    .sort(([, one], [, other]) => trustLevels.indexOf(one) - trustLevels.indexOf(other))
    .map(([value]) => value)
    .join(' ')
}

/** `fetch` reports a broken connection as `TypeError`, the library a slow one by code. */
const isNoAnswer = (cause: unknown): boolean =>
  cause instanceof TypeError || (cause instanceof Error && 'code' in cause && cause.code === 'OAUTH_TIMEOUT')

function assertSettings({ id, issuer, allowInsecure }: OidcSettings): void {
  if (!/^[a-z0-9-]{1,40}$/.test(id)) throw badSettings({ id, problem: 'needs an id of a-z, 0-9 and -' })
  if (id === 'password') throw badSettings({ id, problem: 'needs another id; password is the portal itself' })
  if (!issuer.startsWith('https:') && allowInsecure !== true) {
    throw badSettings({ id, problem: 'needs an issuer with https (allowInsecure is for the own machine only)' })
  }
}
