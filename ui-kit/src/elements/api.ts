import type { Client } from 'openapi-fetch'
import createClient from 'openapi-fetch'
import { apiErrorOf } from './api-error.ts'

/** The portal's API as typed by `openapi-typescript`: `Api<paths>`. */
export type Api<Paths extends object> = Client<Paths>

export interface ApiOptions {
  /** Stands in for the browser's `fetch`, in tests. */
  fetch?: (request: Request) => Promise<Response>
}

/**
 * A client for the portal's own API. It sends the session's CSRF token with everything that changes something, and throws
 * an `ApiError` for every answer that is not ok, so `data` can be relied on.
 */
export function createApi<Paths extends object>(options: ApiOptions = {}): Api<Paths> {
  const client = createClient<Paths>({ baseUrl: location.origin, credentials: 'same-origin', ...options })
  client.use({
    onRequest({ request }) {
      if (request.method !== 'GET' && request.method !== 'HEAD') request.headers.set('x-csrf-token', csrfToken())
      request.headers.set('accept', 'application/json, application/problem+json')
      return request
    },
    async onResponse({ response }) {
      if (!response.ok) throw await apiErrorOf(response)
    },
  })
  return client
}

const csrfToken = (): string => document.querySelector<HTMLMetaElement>('meta[name="kw-csrf"]')?.content ?? ''

/** The body of an answer: `const page = await replyOf(api.GET('/api/feedback/reports'))`. */
export async function replyOf<Data>(call: Promise<{ data?: Data }>): Promise<NonNullable<Data>> {
  const { data } = await call
  if (data === undefined || data === null) throw new Error('The answer has no body.')
  return data
}
