/** An answer of which at most `limit` bytes were read; `body` is `undefined` when it is no JSON. */
export interface BoundedReply {
  status: number
  body: unknown
}

export type FetchOutcome = { kind: 'reply'; reply: BoundedReply } | { kind: 'unknown'; cause: string }

export interface FetchLimits {
  /** For the whole exchange including the body, in milliseconds. */
  timeout: number
  /** For the body, in bytes. */
  limit: number
  signal?: AbortSignal | undefined
}

/** Fetches JSON without following redirects and within limits; whatever goes wrong becomes an outcome. */
export async function boundedFetch(
  url: string,
  init: Omit<RequestInit, 'signal' | 'redirect'>,
  { timeout, limit, signal }: FetchLimits,
): Promise<FetchOutcome> {
  const deadline = AbortSignal.timeout(timeout)
  const either = signal ? AbortSignal.any([signal, deadline]) : deadline
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: either })
    const text = await readBounded(response, limit)
    if (text === null) return { kind: 'unknown', cause: 'reply-too-large' }
    return { kind: 'reply', reply: { status: response.status, body: parse(text) } }
  } catch (error) {
    if (deadline.aborted) return { kind: 'unknown', cause: 'timeout' }
    if (signal?.aborted) return { kind: 'unknown', cause: 'aborted' }
    return { kind: 'unknown', cause: causeOf(error) }
  }
}

async function readBounded(response: Response, limit: number): Promise<string | null> {
  if (!response.body) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.byteLength
    if (size > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function causeOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (typeof inner === 'object' && inner !== null && 'code' in inner) return `network-${String(inner.code)}`
  return `network-${inner instanceof Error ? inner.name : 'error'}`
}
