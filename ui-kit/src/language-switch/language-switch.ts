import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import { icon } from '../icon/icon.ts'
import { languageTag } from '../shell/language-tag.ts'
import type { Readable } from '../text.ts'
import { t } from '../text.ts'

export interface LanguageLink {
  /** Our locale code: `de`, `en`, `de-simple`. */
  locale: string
  /** The language in its own words; found in the kit for the usual ones. */
  label?: string
  href: string
  current?: boolean
}

const ownNames: Record<string, string> = { de: 'Deutsch', en: 'English', 'de-simple': 'Leichte Sprache' }

/** Links to this page in other languages, each named in its own language. */
export function languageSwitch(
  languages: readonly LanguageLink[],
  label: Readable = t('kit.languages'),
): TemplateResult {
  return html`<nav class="kw-languages" aria-label=${label}>
    ${icon('globe')}
    <ul role="list">
      ${languages.map(
        ({ locale, label: ownName, href, current }) =>
          html`<li>
            <a
              href=${href}
              lang=${languageTag(locale)}
              hreflang=${languageTag(locale)}
              aria-current=${current ? 'true' : nothing}
              >${ownName ?? ownNames[locale] ?? locale}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`
}
