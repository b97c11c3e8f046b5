import type { Clock } from '../base/clock.ts'

/** OAuth 2.0 client credentials (RFC 6749, section 4.4). */
export interface ClientCredentials {
  tokenUrl: string
  clientId: string
  clientSecret: string
  scope?: string
}

export type TokenOutcome = { kind: 'token'; token: string } | { kind: 'unknown'; cause: string }

export interface AccessTokens {
  /** The current token; concurrent callers share one request for a new one. */
  get(): Promise<TokenOutcome>
  /** Forgets this token because it was refused. */
  discard(token: string): void
}

// A token is renewed this long before it ends, so that it does not end on its way.
const margin = 30_000
const defaultLifetime = 300

/** Fetches access tokens and keeps each until shortly before it expires. `timeout` in milliseconds. */
export function createAccessTokens(credentials: ClientCredentials, clock: Clock, timeout: number): AccessTokens {
  let current: { token: string; until: number } | null = null
  let pending: Promise<TokenOutcome> | null = null

  async function request(): Promise<TokenOutcome> {
    try {
      const client = await import('openid-client')
      const { tokenUrl, clientId, clientSecret, scope } = credentials
      const server = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl }
      const configuration = new client.Configuration(server, clientId, clientSecret)
      configuration.timeout = timeout / 1000
      if (isLocal(tokenUrl)) client.allowInsecureRequests(configuration)
      const reply = await client.clientCredentialsGrant(configuration, scope ? { scope } : {})
      const lifetime = (reply.expires_in ?? defaultLifetime) * 1000
      current = { token: reply.access_token, until: clock().getTime() + lifetime - margin }
      return { kind: 'token', token: reply.access_token }
    } catch (error) {
      const code = typeof error === 'object' && error !== null && 'error' in error ? error.error : undefined
      return { kind: 'unknown', cause: `token-${typeof code === 'string' ? code : 'unavailable'}` }
    } finally {
      pending = null
    }
  }

  return {
    async get() {
      if (current && clock().getTime() < current.until) return { kind: 'token', token: current.token }
      pending ??= request()
      return pending
    },
    discard(token) {
      if (current?.token === token) current = null
    },
  }
}

/** Whether an address leads to this machine: the only place where plain HTTP is acceptable. */
export const isLocal = (url: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
