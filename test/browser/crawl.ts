import type { Page } from 'playwright-core'

/** Links that lead to a file, out of the session, or to the same page in another language. */
const notPages = /\.(pdf|json|txt|csv|ics)(\?|$)|\/(logout|abmelden)|[?&]lang=|^\/(api|assets)\//
const limit = 80

/** Visits every page that links of this portal lead to, and calls `look` on each once it has settled. */
export async function crawl(page: Page, start: string[], look: (path: string) => Promise<void>): Promise<string[]> {
  const open = [...start]
  const seen = new Set(open.map(shapeOf))
  const visited: string[] = []
  for (let path = open.shift(); path !== undefined && visited.length < limit; path = open.shift()) {
    const response = await page.goto(path, { waitUntil: 'networkidle' })
    if (!response?.headers()['content-type']?.startsWith('text/html')) continue
    visited.push(path)
    await look(path)
    for (const next of await linksOf(page)) {
      if (notPages.test(next) || seen.has(shapeOf(next))) continue
      seen.add(shapeOf(next))
      open.push(next)
    }
  }
  return visited
}

/** Pages that differ only in an identifier or in the place of a list count as one. */
function shapeOf(path: string): string {
  return path
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')
    .replace(/([?&](after|before|sort|order)=)[^&]*/g, '$1<place>')
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
