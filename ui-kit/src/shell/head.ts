import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { Content } from '../content.ts'
import { deferred } from '../content.ts'
import { languageTag } from './language-tag.ts'
import { escapeHtml, literal } from '../literal.ts'
import type { ShellOptions } from './shell-options.ts'
import { t } from '../text.ts'

/** Everything inside `<head>`. */
export function headOf(options: ShellOptions): TemplateResult {
  return html`<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    ${titleOf(options)}
    ${options.description ? html`<meta name="description" content=${options.description} />` : nothing}
    <meta name="color-scheme" content="light dark" />
    ${options.icon ? html`<link rel="icon" href=${options.icon} />` : nothing}
    ${options.stylesheets.map((href) => html`<link rel="stylesheet" href=${href} />`)}
    ${(options.alternateLinks ?? []).map(
      ({ locale, href }) => html`<link rel="alternate" hreflang=${languageTag(locale)} href=${href} />`,
    )}
    ${options.head ?? nothing}`
}

/** Deferred, because the title must be put into words in the language of the rendering. */
function titleOf({ title, siteName, hasProblems }: ShellOptions): Content {
  return deferred(() => {
    const page = String(title)
    const site = String(siteName)
    const words = page === site || page === '' ? site : `${page} – ${site}`
    const prefix = hasProblems ? `${t('kit.error-prefix')} ` : ''
    return literal(`<title>${escapeHtml(prefix + words)}</title>`)
  })
}
