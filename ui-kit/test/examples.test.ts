import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { html } from 'lit'
import type { BrowserContextOptions, Page } from 'playwright-core'
import t from 'tap'
import { launchBrowser } from '../../test/browser/launch.ts'
import type { ComponentExamples } from '@kreiswerk/ui-kit/examples'
import { componentExamples, gallery } from '@kreiswerk/ui-kit/examples'
import { contentSecurityPolicy, importMapOf, pageOf, readManifest, serve } from './page-server.ts'
import { buildKit } from '../src/vite/build-kit.ts'

const axe = await readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const folder = t.testdir()
await buildKit(folder)
const { css, files, imports } = await readManifest(folder)
const policy = contentSecurityPolicy(importMapOf({ css, files, imports }))

const one = (component: string): ComponentExamples[] =>
  componentExamples.filter((entry) => entry.component === component)

const browser = await launchBrowser()
t.teardown(() => browser.close())

await using server = await serve({ '/kit/': folder }, (request, response) => {
  const [, area, component] = request.url!.split('/')
  const shown = component === 'all' ? componentExamples : one(component!)
  const names = ['kit', ...(area === 'staff' ? ['staff'] : []), 'chart', 'gallery']
  const stylesheets = names.map((name) => css[name]!)
  const page = pageOf(area as 'citizen', {
    css: stylesheets,
    body: () =>
      html`<h1>Beispiele</h1>
        ${gallery(shown)}`,
  })
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }).end(page)
})

const modes: Record<string, BrowserContextOptions> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
  phone: { viewport: { width: 390, height: 800 } },
}

for (const [mode, options] of Object.entries(modes)) {
  // What differs on staff pages is shell and sizes, and a table shows both.
  for (const [area, component] of [
    ['citizen', 'all'],
    ['staff', 'table'],
  ]) {
    await t.test(`axe finds nothing in ${area} pages in ${mode}`, async (t) => {
      const context = await browser.newContext(options)
      const page = await context.newPage()
      await page.goto(`${server.origin}/${area}/${component}`)
      t.strictSame(await violationsOf(page), [])
      await context.close()
    })
  }
}

/** At 320 px a page is as narrow as at 400 % zoom on 1280 px (WCAG 1.4.10). */
await t.test('nothing is wider than 320 px', async (t) => {
  const context = await browser.newContext({ viewport: { width: 320, height: 700 } })
  const page = await context.newPage()
  for (const area of ['citizen', 'staff']) {
    await page.goto(`${server.origin}/${area}/all`)
    t.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, area)
  }
  await context.close()
})

await t.test('what is pressed is at least 24 px high, and 44 px where it stands alone', async (t) => {
  const page = await browser.newPage({ viewport: { width: 390, height: 800 } })
  await page.goto(`${server.origin}/citizen/button`)
  const heights = await page
    .locator('.kw-button, .kw-menu__button')
    .evaluateAll((all) => all.map((one) => one.clientHeight))
  t.ok(heights.length > 5)
  t.strictSame(
    heights.filter((height) => height < 40),
    [],
  )
  await page.close()
})

await t.test('a field that is chosen shows its further fields, without JavaScript', async (t) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${server.origin}/citizen/field`)
  const example = page.locator('#field-radios-with-revealed-field')
  t.equal(await example.getByLabel('Telefonnummer').isVisible(), true)
  t.equal(await example.getByLabel('E-Mail-Adresse').isVisible(), false)
  await example.getByLabel('Per E-Mail').check()
  t.equal(await example.getByLabel('E-Mail-Adresse').isVisible(), true)
  await context.close()
})

await t.test('on a phone the menu opens without JavaScript', async (t) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } })
  const page = await context.newPage()
  await page.goto(`${server.origin}/citizen/button`)
  t.equal(await page.getByRole('link', { name: 'Leistungen' }).isVisible(), false)
  await page.getByText('Menü').click()
  t.equal(await page.getByRole('link', { name: 'Leistungen' }).isVisible(), true)
  await context.close()
})

await t.test('the skip link comes first and leads to the main area', async (t) => {
  const page = await browser.newPage()
  await page.goto(`${server.origin}/citizen/button`)
  await page.keyboard.press('Tab')
  t.equal(await page.evaluate(() => document.activeElement?.textContent), 'Zum Inhalt springen')
  await page.keyboard.press('Enter')
  t.equal(await page.evaluate(() => document.activeElement?.id), 'main')
  await page.close()
})

await t.test('the bytes stay in their budget (brotli)', async (t) => {
  const bytes = async (file: string) => (await readFile(join(folder, `${file}.br`))).length
  t.ok((await bytes(css['kit']!)) <= 14 * 1024, 'style sheet for citizens')
  t.ok((await bytes(css['staff']!)) <= 4 * 1024, 'what staff pages add')
  t.ok((await bytes(imports['@kreiswerk/ui-kit/enhance']!)) <= 2 * 1024, 'enhancing script')
  t.ok((await bytes(imports['lit']!)) <= 13 * 1024, 'shared modules')
})

interface AxeGlobal {
  axe: { run(): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }> }
}

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => (globalThis as unknown as AxeGlobal).axe.run())
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
  )
}
