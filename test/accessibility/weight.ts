import type { Page } from 'playwright-core'

/** What a citizen page may weigh on the wire, compressed, without fonts: 45 KB. */
export const weightLimit = 45 * 1024

/** Bytes on the wire, headers included and fonts not, that it takes to load a page with an empty cache. */
export async function weightOf(page: Page, path: string): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  const fonts = new Set<string>()
  let weight = 0
  session.on('Network.responseReceived', ({ requestId, type }) => type === 'Font' && fonts.add(requestId))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!fonts.has(requestId)) weight += encodedDataLength
  })
  await page.goto(path, { waitUntil: 'networkidle' })
  await session.detach()
  return weight
}
