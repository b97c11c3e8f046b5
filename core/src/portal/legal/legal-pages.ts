import { html } from 'lit'
import { t } from '@kreiswerk/ui-kit'
import { anyone } from '../../action/allow.ts'
import { page } from '../../web/page.ts'
import { textContent } from './markdown.ts'
import { texts } from './texts.ts'

const legalPage = (path: `/${string}`, name: string) =>
  page({
    path,
    area: 'citizen',
    allow: anyone,
    title: t(`core.${name}`),
    footer: true,

    load: ({ use, locale }) => use(texts).read(name, locale),
    render: ({ data }) => html`<div class="kw-prose">${textContent(data)}</div>`,
  })

/** Impressum (§ 5 DDG), Datenschutz (Art. 13 DSGVO), Erklärung zur Barrierefreiheit (§ 7 BITV 2.0 and the law of the Land). */
export const legalPages = [
  legalPage('/impressum', 'imprint'),
  legalPage('/datenschutz', 'privacy'),
  legalPage('/barrierefreiheit', 'accessibility'),
]
