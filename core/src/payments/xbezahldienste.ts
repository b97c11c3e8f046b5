import type { Clock } from '../base/clock.ts'
import { systemClock } from '../base/clock.ts'
import type { AccessTokens, ClientCredentials } from './access-token.ts'
import { createAccessTokens, isLocal } from './access-token.ts'
import type { FetchOutcome } from './bounded-fetch.ts'
import { boundedFetch } from './bounded-fetch.ts'
import type {
  CreateOutcome,
  HealthOutcome,
  PaymentProvider,
  PaymentRequest,
  QueryOutcome,
  RejectedOutcome,
  Transaction,
  UnknownOutcome,
} from './provider.ts'
import { idPattern, readProblem, readTransaction, toRequestBody } from './xbezahldienste-format.ts'

export interface XBezahldiensteOptions {
  /** Base address of the provider's interface; plain HTTP only on this machine. */
  url: string
  /** The online service, as agreed with the provider: 1 to 36 letters, digits, `-` and `_`. */
  originatorId: string
  /** The authority, e.g. its AGS: 1 to 36 letters, digits, `-` and `_`. */
  endPointId: string
  /** OAuth 2.0 client credentials, where the provider asks for them. */
  auth?: ClientCredentials
  /** Origins of the provider's payment pages; unless told, the origin of `url`. */
  pageOrigins?: readonly string[]
  /** Milliseconds for each call; 10 s unless told. */
  timeout?: number
  clock?: Clock
}

// 99 items with booking data come back in the answer; this is several times that.
const replyLimit = 512 * 1024

/**
 * A provider that speaks XBezahldienste 1.0, the standard of the German administration for online payments (FITKO).
 * @example
 * xbezahldienste({ url: 'https://pay.example', originatorId: 'portal', endPointId: '05334002' })
 */
export function xbezahldienste(options: XBezahldiensteOptions): PaymentProvider {
  const { originatorId, endPointId, timeout = 10_000, clock = systemClock } = options
  for (const [name, id] of Object.entries({ originatorId, endPointId })) {
    if (!new RegExp(idPattern).test(id)) throw new TypeError(`xbezahldienste: ${name} "${id}" must match ${idPattern}`)
  }
  for (const address of [options.url, options.auth?.tokenUrl]) {
    if (address && new URL(address).protocol !== 'https:' && !isLocal(address)) {
      throw new TypeError(`xbezahldienste: ${address} must be an https address`)
    }
  }
  const base = options.url.replace(/\/+$/, '')
  const tenant = `${originatorId}/${endPointId}`
  const pageOrigins = options.pageOrigins ?? [new URL(options.url).origin]
  const tokens: AccessTokens | null = options.auth ? createAccessTokens(options.auth, clock, timeout) : null

  async function call(path: string, signal?: AbortSignal, body?: unknown): Promise<FetchOutcome> {
    const token = await tokens?.get()
    if (token?.kind === 'unknown') return token
    const outcome = await boundedFetch(
      `${base}/${path}`,
      {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          accept: 'application/json, application/problem+json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token ? { authorization: `Bearer ${token.token}` } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      { timeout, limit: replyLimit, signal },
    )
    const refused = outcome.kind === 'reply' && outcome.reply.status === 401
    if (refused && token) tokens?.discard(token.token)
    return outcome
  }

  // A token may have been revoked before its time: with a new one the same call may pass.
  async function callWithFreshToken(path: string, signal?: AbortSignal, body?: unknown): Promise<FetchOutcome> {
    const outcome = await call(path, signal, body)
    const refused = outcome.kind === 'reply' && outcome.reply.status === 401
    return refused && tokens ? call(path, signal, body) : outcome
  }

  const isPage = (url: string): boolean => URL.canParse(url) && pageOrigins.includes(new URL(url).origin)

  function readFound(body: unknown): { transaction: Transaction } | UnknownOutcome {
    const transaction = readTransaction(body)
    if (!transaction) return { kind: 'unknown', cause: 'reply-malformed' }
    if (transaction.redirectUrl !== null && !isPage(transaction.redirectUrl)) {
      return { kind: 'unknown', cause: 'redirect-to-foreign-origin' }
    }
    return { transaction }
  }

  return {
    id: 'xbezahldienste',
    pageOrigins,

    async create(request: PaymentRequest, signal): Promise<CreateOutcome> {
      const outcome = await callWithFreshToken(`paymenttransaction/${tenant}`, signal, toRequestBody(request))
      if (outcome.kind === 'unknown') return outcome
      const { status, body } = outcome.reply
      if (status === 200 || status === 201) {
        const found = readFound(body)
        return 'transaction' in found ? { kind: 'accepted', ...found } : found
      }
      const { code } = readProblem(body)
      if (code === 'PAYMENT_EXISTS' || (status === 409 && code === null)) return { kind: 'exists' }
      return refusal(status, body)
    },

    async query(transactionId, signal): Promise<QueryOutcome> {
      const path = `paymenttransaction/${tenant}/${encodeURIComponent(transactionId)}`
      const outcome = await callWithFreshToken(path, signal)
      if (outcome.kind === 'unknown') return outcome
      const { status, body } = outcome.reply
      if (status === 200) {
        const found = readFound(body)
        return 'transaction' in found ? { kind: 'found', ...found } : found
      }
      const { code } = readProblem(body)
      if (status === 404 && !code?.startsWith('NO_VALID_ORIGINATOR')) return { kind: 'missing' }
      return refusal(status, body)
    },

    async status(signal): Promise<HealthOutcome> {
      const outcome = await callWithFreshToken(`status/${tenant}`, signal)
      if (outcome.kind === 'unknown') return outcome
      return outcome.reply.status === 200 ? { kind: 'ready' } : refusal(outcome.reply.status, outcome.reply.body)
    },
  }
}

// Only a client error says for certain that nothing happened; everything else leaves it open.
function refusal(status: number, body: unknown): RejectedOutcome | UnknownOutcome {
  const isCertain = status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429
  if (!isCertain) return { kind: 'unknown', cause: `http-${status}` }
  const { code, detail } = readProblem(body)
  return { kind: 'rejected', code: code ?? (status === 401 || status === 403 ? 'FORBIDDEN' : 'UNSPECIFIED'), detail }
}
