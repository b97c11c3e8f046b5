import autocannon from 'autocannon'

export interface Traffic {
  url: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: unknown
}

export const connections = 32

/** Answers a second under `connections` clients who send again as soon as they are answered. Any answer but 200 fails. */
export async function answersPerSecond({ url, method = 'GET', headers, body }: Traffic, seconds: number) {
  const json = body === undefined ? {} : { 'content-type': 'application/json' }
  const { requests, non2xx, errors, duration } = await autocannon({
    url,
    method,
    connections,
    duration: seconds,
    headers: { ...json, ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} refusals and ${errors} failures`)
  return requests.total / duration
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
