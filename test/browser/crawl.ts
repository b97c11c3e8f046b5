import type { Page } from 'playwright-core'

/** Links that lead to a file, out of the session, or to the same page in another language. */
const notPages = /\.(pdf|json|txt|csv|ics)(\?|$)|\/(logout|abmelden)|[?&]sprache=|^\/(api|assets)\//
const limit = 80

/**
 * Visits every page that links of this portal lead to, and calls `look` on each once it has settled. `seen` remembers the
 * pages, so that a second walk by somebody else visits only what is new.
 */
export async function crawl(
  page: Page,
  start: string[],
  seen: Set<string>,
  look: (path: string) => Promise<void>,
): Promise<string[]> {
  const open = [...start]
  for (const path of start) seen.add(shapeOf(path))
  const visited: string[] = []
  for (let path = open.shift(); path !== undefined && visited.length < limit; path = open.shift()) {
    const response = await page.goto(path, { waitUntil: 'networkidle' })
    if (!response?.headers()['content-type']?.startsWith('text/html')) continue
    const arrived = placeOf(page.url())
    if (shapeOf(arrived) !== shapeOf(path) && seen.has(shapeOf(arrived))) continue // led to a page already seen
    seen.add(shapeOf(arrived))
    visited.push(arrived)
    await look(arrived)
    for (const next of await linksOf(page)) {
      if (notPages.test(next) || seen.has(shapeOf(next))) continue
      seen.add(shapeOf(next))
      open.push(next)
    }
  }
  return visited
}

/** Pages that differ only in an identifier, an office, a day or in the place of a list count as one. */
function shapeOf(path: string): string {
  return path
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')
    .replace(/\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?/g, '<day>')
    .replace(/([?&]amt=|\/aufruf\/)[^&]*/g, '$1<office>')
    .replace(/[?&](after|before|sort|direction|weiter)=[^&]*/g, '')
}

function placeOf(address: string): string {
  const { pathname, search } = new URL(address)
  return pathname + search
}

async function linksOf(page: Page): Promise<string[]> {
  const origin = new URL(page.url()).origin
  const hrefs = await page
    .locator('a[href]')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href))
  return hrefs
    .map((href) => new URL(href))
    .filter((url) => url.origin === origin)
    .map((url) => url.pathname + url.search)
}
