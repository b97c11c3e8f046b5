import { html } from 'lit'
import t from 'tap'
import { errorPage } from './error-page.ts'
import { documentAttributes, documentShell } from './shell.ts'
import type { ShellOptions } from './shell-options.ts'
import { rendered } from '../../test/rendered.ts'

const options: ShellOptions = {
  lang: 'de',
  title: 'Sperrgut',
  siteName: 'Musterstadt',
  navigation: [{ label: 'Start', href: '/', current: true }],
  account: { name: 'Anna Muster', links: [{ label: 'Konto', href: '/konto' }] },
  languages: [
    { locale: 'de', href: '?lang=de', current: true },
    { locale: 'de-simple', href: '?lang=de-simple' },
  ],
  footerLinks: [{ label: 'Impressum', href: '/impressum' }],
  body: html`<h1>Sperrgut</h1>`,
  area: 'citizen',
  stylesheets: ['/kit.css'],
}

t.test('the title names page and site, and says first when something is wrong', async (t) => {
  t.match(
    rendered(() => documentShell(options)),
    '<title>Sperrgut – Musterstadt</title>',
  )
  t.match(
    rendered(() => documentShell({ ...options, hasProblems: true })),
    '<title>Fehler: Sperrgut – Musterstadt</title>',
  )
  t.match(
    rendered(() => documentShell({ ...options, title: '</title><b>' })),
    '<title>&lt;/title&gt;&lt;b&gt; – Musterstadt</title>',
  )
})

for (const area of ['citizen', 'staff'] as const) {
  t.test(`the ${area} page has skip link, navigation, main area and footer, in this order`, async (t) => {
    const page = rendered(() => documentShell({ ...options, area, notice: 'Beispiel' }))
    const order = [
      'href="#main"',
      'Beispiel',
      'aria-label="Hauptnavigation"',
      '<main',
      '<h1>Sperrgut</h1>',
      '</main>',
      'Impressum',
    ]
    const found = order.map((part) => page.indexOf(part))
    t.strictSame(
      found,
      [...found].sort((a, b) => a - b),
    )
    t.notOk(found.includes(-1))
  })
}

t.test('languages are named in their own words and marked as such', async (t) => {
  const page = rendered(() => documentShell(options))
  t.match(page, /lang="de-simple" hreflang="de-simple">Leichte Sprache/)
  t.match(page, /lang="de" hreflang="de" aria-current="true">Deutsch/)
})

t.test('the document element says language, area and theme', async (t) => {
  t.equal(
    documentAttributes({ lang: 'de', area: 'staff', theme: 'dark', kiosk: true }),
    'lang="de" data-area="staff" data-theme="dark" data-kiosk',
  )
})

t.test('an error page speaks of what happened, and of the rest in general', async (t) => {
  t.match(
    rendered(() => errorPage({ status: 404 })),
    'Seite nicht gefunden',
  )
  t.match(
    rendered(() => errorPage({ status: 418 })),
    'Bei uns ist ein Fehler aufgetreten',
  )
  t.match(
    rendered(() => errorPage({ status: 500, reference: 'abc' })),
    'Kennung für Rückfragen: abc',
  )
})
