import axe from 'axe-core'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

type Media = Parameters<Page['emulateMedia']>[0]

/** The appearances a page must be accessible in; without motion, so that no colour is caught half way. */
export const appearances: Record<string, Media> = {
  light: { colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' },
  dark: { colorScheme: 'dark', forcedColors: 'none', reducedMotion: 'reduce' },
  'forced colours': { colorScheme: 'light', forcedColors: 'active', reducedMotion: 'reduce' },
}

/** What WCAG 2.2 A and AA ask for, as EN 301 549 and BITV 2.0 do, and what axe calls best practice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'EN-301-549']

/** The rules whose answer depends on the colours; all others look at what stays the same in every appearance. */
const colourRules = ['color-contrast', 'link-in-text-block']

/** Everything axe finds on the page as it stands: one line per finding, with the place. */
export function accessibilityFindings(page: Page): Promise<string[]> {
  return findings(page, { runOnly: { type: 'tag', values: tags } })
}

/** Everything axe finds wrong with the colours of the page as it stands. */
export function colourFindings(page: Page): Promise<string[]> {
  return findings(page, { runOnly: { type: 'rule', values: colourRules }, preload: false })
}

async function findings(page: Page, options: RunOptions): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in globalThis)
  if (!isThere) await page.evaluate(axe.source)
  const results = (await page.evaluate(
    (what) => (globalThis as unknown as { axe: typeof axe }).axe.run({ ...what, resultTypes: ['violations'] }),
    options,
  )) as AxeResults
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} – ${target.join(' ')}\n${failureSummary ?? ''}`),
  )
}
