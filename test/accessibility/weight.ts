import { gzipSync } from 'node:zlib'
import type { Page, Response } from 'playwright-core'

/** What a citizen page may weigh on the wire, compressed, without fonts: 45 KB. */
export const weightLimit = 45 * 1024

/** Bytes that loading `path` with an empty cache costs: what came compressed as it came, the rest gzipped, no fonts. */
export async function weightOf(page: Page, path: string): Promise<number> {
  const responses: Response[] = []
  const note = (response: Response) => responses.push(response)
  page.on('response', note)
  await page.goto(path, { waitUntil: 'networkidle' })
  page.off('response', note)
  const sizes = await Promise.all(responses.filter(counts).map(compressedSize))
  return sizes.reduce((sum, size) => sum + size, 0)
}

const counts = (response: Response): boolean =>
  response.request().resourceType() !== 'font' && response.status() < 300 && !response.url().startsWith('data:')

async function compressedSize(response: Response): Promise<number> {
  if (response.headers()['content-encoding'] !== undefined) {
    const { responseBodySize } = await response.request().sizes()
    return responseBodySize
  }
  return gzipSync(await response.body()).length
}
