import { html } from 'lit'
import type { Page } from 'playwright-core'
import t from 'tap'
import { launchBrowser } from '../../test/browser/launch.ts'
import { button, dataScript, errorSummary, field, repeatable, withForm } from '@kreiswerk/ui-kit'
import { contentSecurityPolicy, importMapOf, pageOf, readManifest, serve } from './page-server.ts'
import { buildKit } from '../src/vite/build-kit.ts'

const folder = t.testdir()
await buildKit(folder)
const kit = await readManifest(folder)
const importMap = importMapOf(kit)

/** A form page as the kernel sends it, once fresh and once with a problem. */
function formPage(problems: { pointer: string; code: string }[], groups: number): string {
  const values = { items: Array.from({ length: groups }, () => ({})) }
  return pageOf('citizen', {
    css: [kit.css['kit']!],
    head: html`${dataScript('importmap', importMap)}
      <script type="module" src="/kit/${kit.imports['@kreiswerk/ui-kit/enhance']}"></script>`,
    body: () =>
      withForm(
        { values, problems },
        () =>
          html`${errorSummary()}
            <h1>Antrag</h1>
            <form method="post" action="/slow">
              ${field.text({ name: 'name', label: 'Familienname' })}
              ${field.textarea({ name: 'text', label: 'Begründung', maxlength: 10 })}
              ${repeatable({
                name: 'items',
                label: 'Gegenstände',
                itemLabel: 'Gegenstand',
                item: (name) => field.text({ name: `${name}[title]`, label: 'Bezeichnung' }),
              })}
              ${field.files({
                name: 'proofs',
                label: 'Nachweise',
                optional: true,
                accept: ['application/pdf'],
                maxMebibytes: 1,
                maxFiles: 3,
                attach: 'attach',
                files: attached.map((name) => ({ name, bytes: 1000, remove: `remove:${name}` })),
              })}
              ${button.submit('Absenden')}
            </form>`,
      ),
  })
}

let attached: string[] = []
let isBroken = false
let posts = 0
let answer: () => void
let reportPost: () => void
await using server = await serve({ '/kit/': folder }, (request, response) => {
  const url = new URL(request.url!, 'http://localhost')
  const send = () =>
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': contentSecurityPolicy(importMap),
      })
      .end(
        isBroken
          ? '<p>Kaputt</p>'
          : formPage(
              url.pathname === '/problem' ? [{ pointer: '/name', code: 'required' }] : [],
              url.pathname === '/slow' ? 2 : 1,
            ),
      )
  if (request.method !== 'POST') return void send()
  posts += 1
  answer = send
  reportPost()
})

const browser = await launchBrowser()
t.teardown(() => browser.close())

async function open(path: string): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(server.origin + path)
  return page
}

const spoken = (page: Page) => page.locator('p[aria-live=polite]').last().textContent()
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.className)

await t.test('a page with problems starts at its summary, whose links lead to the fields', async (t) => {
  const page = await open('/problem')
  t.equal(await focused(page), 'kw-error-summary')
  await page.getByRole('link', { name: 'Füllen Sie „Familienname“ aus.' }).click()
  t.equal(await focused(page), 'field-name')
  await page.close()
})

await t.test('people see how many characters are left', async (t) => {
  const page = await open('/')
  const count = page.locator('.kw-count:visible')
  t.equal(await count.textContent(), 'Noch 10 Zeichen übrig.')
  await page.getByLabel('Begründung').fill('abc')
  t.equal(await count.textContent(), 'Noch 7 Zeichen übrig.')
  await page.getByLabel('Begründung').fill('abcdefghijkl')
  t.equal(await count.textContent(), '2 Zeichen zu viel.')
  await page.close()
})

await t.test('the server speaks instead of the browser, and a form is sent once', async (t) => {
  const page = await open('/')
  const arrived = new Promise<void>((resolve) => (reportPost = resolve))
  const locked = await page.getByRole('button', { name: 'Absenden' }).evaluate(async (submit: HTMLButtonElement) => {
    submit.click()
    await new Promise((aMomentLater) => setTimeout(aMomentLater, 50))
    submit.click()
    return submit.ariaDisabled
  })
  await arrived
  t.equal(locked, 'true')
  t.equal(posts, 1)
  answer()
  await page.close()
})

await t.test('after adding a group people are in its first field', async (t) => {
  const page = await open('/')
  const arrived = new Promise<void>((resolve) => (reportPost = resolve))
  await page.getByRole('button', { name: 'Weiteren Eintrag hinzufügen' }).click({ noWaitAfter: true })
  await arrived
  answer()
  await page.waitForURL('**/slow')
  await page.waitForFunction(() => document.activeElement?.id === 'field-items-1-title')
  t.equal(await focused(page), 'field-items-1-title')
  await page.close()
})

await t.test('a dropped file is sent at once, with its progress, and appears as the server shows it', async (t) => {
  const page = await open('/')
  await page.getByLabel('Familienname').fill('Muster')
  t.notOk(await page.getByRole('button', { name: 'Hochladen' }).isVisible(), 'nobody needs the button')
  await drop(page, 'nachweis.pdf')
  await page.getByRole('progressbar', { name: '„nachweis.pdf“ wird hochgeladen.' }).waitFor()
  await page.getByRole('button', { name: 'Absenden' }).click()
  t.match(await spoken(page), 'Bitte warten Sie, bis die Datei hochgeladen ist.')
  attached = ['nachweis.pdf']
  answer()
  await page.getByRole('listitem').filter({ hasText: 'nachweis.pdf' }).waitFor()
  t.equal(await spoken(page), '„nachweis.pdf“ ist hochgeladen.')
  t.equal(await page.getByLabel('Familienname').inputValue(), 'Muster')
  t.equal(await focused(page), 'field-proofs')
  await page.close()
})

await t.test('when the server gives no such answer the person is told, and loses nothing', async (t) => {
  const page = await open('/')
  await page.getByLabel('Familienname').fill('Muster')
  await drop(page, 'zweiter.pdf')
  isBroken = true
  answer()
  await page.getByRole('alert').filter({ hasText: 'Die Datei konnte nicht hochgeladen werden.' }).waitFor()
  isBroken = false
  t.equal(await page.getByRole('progressbar').count(), 0)
  t.equal(await page.getByLabel('Familienname').inputValue(), 'Muster')
  t.equal(await page.getByRole('listitem').filter({ hasText: 'nachweis.pdf' }).count(), 1)
  await page.close()
})

/** Lets go of a file above the field; resolves once the server has it. */
async function drop(page: Page, name: string): Promise<void> {
  const arrived = new Promise<void>((resolve) => (reportPost = resolve))
  await page.locator('kw-files').evaluate((element, fileName) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['%PDF-1.7'], fileName))
    element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  }, name)
  await arrived
}
