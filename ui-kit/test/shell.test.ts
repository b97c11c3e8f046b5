import { mkdir, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { html } from 'lit'
import type { Page } from 'playwright-core'
import t from 'tap'
import { launchBrowser } from '../../test/browser/launch.ts'
import { dataScript } from '@kreiswerk/ui-kit'
import { buildPluginUi } from '@kreiswerk/ui-kit/vite'
import { contentSecurityPolicy, importMapOf, pageOf, readManifest, serve } from './page-server.ts'
import { buildKit } from '../src/vite/build-kit.ts'

const folder = t.testdir({ kit: {}, plugin: { ui: {} }, second: { ui: {} } })
const kitFolder = join(folder, 'kit')

/** A staff page's element as a plugin author writes it. */
const elementSource = `
import { Task } from '@lit/task'
import { html } from 'lit'
import { field, table, t, withForm, errorSummary } from '@kreiswerk/ui-kit'
import { define, hrefWith, isApiError, KreiswerkElement, replyOf, taskView } from '@kreiswerk/ui-kit/elements'

class DemoList extends KreiswerkElement {
  static properties = { state: { state: true } }
  #rows = new Task(this, {
    args: () => [this.route.query.sort ?? 'name'],
    task: ([sort]) => replyOf(this.api.GET('/api/demo/rows', { params: { query: { sort } } })),
  })
  constructor() {
    super()
    this.state = { values: {}, problems: [] }
  }
  render() {
    const columns = [{ key: 'name', label: t('demo.name'), sortable: true }]
    const href = (query) => hrefWith({ sort: query.sort === 'name' ? 'broken' : query.sort })
    return html\`<h1>\${t('demo.title')}</h1>
      <p id="who">\${this.session.name} \${this.may('demo.read')} \${this.may('demo.write')}</p>
      \${taskView(this.#rows, (page) => table({ caption: t('demo.title'), columns, rows: page.items, href }))}
      \${withForm(this.state, () => html\`<form @submit=\${this.#save}>
        \${errorSummary()}\${field.textarea({ name: 'note', label: t('demo.note'), value: 'alt' })}
        <button>Speichern</button></form>\`)}\`
  }
  async #save(event) {
    event.preventDefault()
    const body = Object.fromEntries(new FormData(event.target))
    try {
      await this.api.POST('/api/demo/notes', { body })
      this.state = { values: body, problems: [] }
      this.announce(t('demo.saved').toString())
    } catch (error) {
      if (!isApiError(error, 'request.invalid')) throw error
      this.state = { values: body, problems: error.problems }
    }
  }
}
define('demo-list', DemoList)
`
await writeFile(join(folder, 'plugin/ui/index.ts'), elementSource)
await writeFile(
  join(folder, 'second/ui/index.ts'),
  `import { define } from '@kreiswerk/ui-kit/elements'
   define('demo-list', class extends HTMLElement {})`,
)
await buildKit(kitFolder)
await buildPluginUi({ root: join(folder, 'plugin') })
await buildPluginUi({ root: join(folder, 'second') })
const kit = await readManifest(kitFolder)
const plugin = (await readManifest(join(folder, 'plugin/dist/ui'))) as unknown as { entry: string; files: unknown[] }
const second = (await readManifest(join(folder, 'second/dist/ui'))) as unknown as { entry: string }
const importMap = importMapOf(kit)

const messages = {
  'demo.title': 'Vorgänge',
  'demo.name': 'Name',
  'demo.note': 'Notiz',
  'demo.saved': 'Gespeichert',
  'kit.problem.minLength': '„{label}“ braucht mindestens {limit} Zeichen.',
  'kit.error-summary.title': 'Bitte prüfen Sie Ihre Angaben',
  'kit.element.failed': 'Der Bereich „{plugin}“ konnte nicht geladen werden',
}

/** Which module each page names. */
const modules: Record<string, string | null> = {
  '/works': `/plugin/${plugin.entry}`,
  '/absent': '/plugin/gone.js',
  '/without': null,
  '/other-element': `/kit/${kit.imports['@kreiswerk/ui-kit/elements']}`,
}

function staffPage(module: string | null, query: Record<string, string>): string {
  const data = {
    element: 'demo-list',
    module,
    plugin: 'demo',
    locale: 'de',
    messages,
    session: { name: 'Sabine Schulz', permissions: ['demo.read'] },
    route: { path: '/works', params: {}, query },
  }
  return pageOf('staff', {
    css: [kit.css['kit']!, kit.css['staff']!],
    head: html`<meta name="kw-csrf" content="token-1" />${dataScript('importmap', importMap)}
      <script type="module" src="/kit/${kit.imports['@kreiswerk/ui-kit/shell']}"></script>`,
    body: () =>
      html`<div id="kw-page-mount"></div>
        ${dataScript('application/json', JSON.stringify(data), 'kw-page')}`,
  })
}

const requests: { method: string; url: string; token: string | undefined; body: string }[] = []

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

await using server = await serve(
  { '/kit/': kitFolder, '/plugin/': join(folder, 'plugin/dist/ui'), '/second/': join(folder, 'second/dist/ui') },
  async (request, response) => {
    const url = new URL(request.url!, 'http://localhost')
    if (!url.pathname.startsWith('/api/')) {
      const module = modules[url.pathname]
      if (module === undefined) return void response.writeHead(404).end()
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.setHeader('content-security-policy', contentSecurityPolicy(importMap))
      return void response.end(staffPage(module, Object.fromEntries(url.searchParams)))
    }
    const token = request.headers['x-csrf-token'] as string | undefined
    const body = await bodyOf(request)
    requests.push({ method: request.method!, url: request.url!, token, body })
    const problem = (status: number, details: object) =>
      response
        .writeHead(status, { 'content-type': 'application/problem+json' })
        .end(JSON.stringify({ type: 'about:blank', status, correlationId: 'id-7', ...details }))
    if (url.searchParams.get('sort') === 'broken') return void problem(500, { code: 'internal', title: 'Kaputt' })
    if (request.method === 'POST' && JSON.parse(body).note.length < 5) {
      const problems = [{ pointer: '/note', code: 'minLength', params: { limit: 5 } }]
      return void problem(422, { code: 'request.invalid', title: 'Ungültig', problems })
    }
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ items: [{ name: 'Akte A' }] }))
  },
)

const browser = await launchBrowser()
t.teardown(() => browser.close())

async function open(path: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted/i.test(message.text())) complaints.push(message.text())
  })
  await page.goto(server.origin + path)
  return { page, complaints }
}

await t.test('a plugin leaves Lit and the kit to the portal', async (t) => {
  t.match(plugin, { entry: /^index-.+\.js$/, files: [{ integrity: /^sha384-/, bytes: Number }] })
  const { bytes } = plugin.files[0] as { bytes: number }
  t.ok(bytes < 2500, `${bytes} bytes`)
})

await t.test('a build that needs what the portal does not share fails with a sentence', async (t) => {
  const root = t.testdir({
    ui: { 'index.ts': `import { unsafeHTML } from 'lit/directives/unsafe-html.js'; unsafeHTML('')` },
  })
  await t.rejects(buildPluginUi({ root }), { message: /lit\/directives\/unsafe-html\.js.*not among the modules/s })
})

await t.test('the element of a plugin works in the shell, under the policy, with one Lit', async (t) => {
  const { page, complaints } = await open('/works')
  await page.getByRole('cell', { name: 'Akte A' }).waitFor()
  t.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Vorgänge')
  t.equal(await page.locator('#who').textContent(), 'Sabine Schulz true false')
  t.equal(await page.evaluate(() => (globalThis as unknown as { litHtmlVersions: string[] }).litHtmlVersions.length), 1)
  t.equal(await page.getByLabel('Notiz').inputValue(), 'alt')
  t.strictSame(complaints, [])
  await mkdir(new URL('../dist', import.meta.url), { recursive: true })
  await page.close()
})

await t.test('links that only change the query do not load the page again', async (t) => {
  const { page } = await open('/works')
  await page.evaluate(() => Object.assign(globalThis, { same: true }))
  await page.getByRole('link', { name: 'Name' }).click()
  await page.getByText('Kaputt').waitFor()
  t.equal(await page.evaluate(() => (globalThis as unknown as { same?: boolean }).same), true)
  t.match(page.url(), /sort=broken/)
  await page.goBack()
  await page.getByRole('cell', { name: 'Akte A' }).waitFor()
  t.equal(await page.evaluate(() => (globalThis as unknown as { same?: boolean }).same), true)
  await page.close()
})

await t.test('an answer that says no becomes the error of its field; what was typed stays', async (t) => {
  const { page } = await open('/works')
  await page.getByLabel('Notiz').fill('kurz')
  await page.getByRole('button', { name: 'Speichern' }).click()
  await page.getByRole('link', { name: '„Notiz“ braucht mindestens 5 Zeichen.' }).waitFor()
  t.equal(await page.getByLabel('Notiz').inputValue(), 'kurz')
  t.equal(await page.getByLabel('Notiz').getAttribute('aria-invalid'), 'true')
  t.match(requests.at(-1), { method: 'POST', token: 'token-1' })
  await page.getByLabel('Notiz').fill('lang genug')
  await page.getByRole('button', { name: 'Speichern' }).click()
  await page.locator('kw-announcer', { hasText: 'Gespeichert' }).waitFor()
  await page.close()
})

for (const path of ['/absent', '/without', '/other-element']) {
  await t.test(`a broken plugin (${path}) is named and the rest of the page stays`, async (t) => {
    const { page } = await open(path)
    const box = page.getByRole('alert')
    await box.waitFor()
    t.match(await box.textContent(), /Der Bereich „demo“ konnte nicht geladen werden/)
    t.equal(await page.getByRole('navigation').first().isVisible(), true)
    await page.close()
  })
}

await t.test('an element name can be taken only once; the error names both modules', async (t) => {
  const { page } = await open('/works')
  await page.getByRole('cell', { name: 'Akte A' }).waitFor()
  const message = await page.evaluate(
    (module) =>
      import(module).then(
        () => '',
        (error: Error) => error.message,
      ),
    `/second/${second.entry}`,
  )
  t.match(message, /<demo-list> is defined twice/)
  t.match(message, new RegExp(`/plugin/${plugin.entry}`))
  t.match(message, new RegExp(`/second/${second.entry}`))
  await page.close()
})
