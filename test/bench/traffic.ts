import autocannon from 'autocannon'

export interface Traffic {
  url: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: unknown
  /** Makes a body for each request instead of one for all. */
  next?: () => unknown
}

export const connections = 32

/** Answers a second under `connections` clients who send again as soon as they are answered. Any answer but 200 fails. */
export async function answersPerSecond(traffic: Traffic, seconds: number): Promise<number> {
  const { requests, duration } = await send(traffic, { connections, seconds })
  return requests.total / duration
}

/** What clients who send again as soon as they are answered are told, and when. Any answer but 200 fails. */
export async function send(
  { url, method = 'GET', headers, body, next }: Traffic,
  { connections, seconds }: { connections: number; seconds: number },
) {
  const isJson = body !== undefined || next !== undefined
  const result = await autocannon({
    url,
    method,
    connections,
    duration: seconds,
    headers: { ...(isJson ? { 'content-type': 'application/json' } : {}), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
    ...(next === undefined
      ? {}
      : { requests: [{ setupRequest: (request) => ({ ...request, body: JSON.stringify(next()) }) }] }),
  })
  const { non2xx, errors } = result
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} refusals and ${errors} failures`)
  return result
}

/** Seconds until what is asked again and again is compiled. */
const warmUp = 8

export interface Comparison {
  /** Answers a second. */
  portal: number
  bare: number
  /** Median of the rounds. */
  ratio: number
}

/** Measures both in turns, so that whatever else the machine does meets both. */
export async function compare(portal: Traffic, bare: Traffic, { rounds = 5, seconds = 3 } = {}): Promise<Comparison> {
  await answersPerSecond(portal, warmUp)
  await answersPerSecond(bare, warmUp)
  const measured = []
  for (let round = 0; round < rounds; round += 1) {
    const ofBare = await answersPerSecond(bare, seconds)
    const ofPortal = await answersPerSecond(portal, seconds)
    measured.push({ portal: ofPortal, bare: ofBare, ratio: ofPortal / ofBare })
  }
  return measured.sort((a, b) => a.ratio - b.ratio)[Math.floor(rounds / 2)]!
}
