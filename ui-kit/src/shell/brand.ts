import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { ShellOptions } from './shell-options.ts'

/** The municipality's mark and name; leads to the start page. */
export function brand({ siteName, siteClaim, homeHref = '/', logo }: ShellOptions): TemplateResult {
  return html`<a class="kw-brand" href=${homeHref}>
    ${logo ? html`<img class="kw-brand__mark" src=${logo} alt="" width="44" height="44" />` : neutralMark}
    <span class="kw-brand__text">
      <span class="kw-brand__name">${siteName}</span>
      ${siteClaim ? html`<span class="kw-brand__claim">${siteClaim}</span>` : nothing}
    </span>
  </a>`
}

const neutralMark = html`<svg class="kw-brand__mark" viewBox="0 0 44 44" width="44" height="44" aria-hidden="true">
  <path class="kw-brand__shield" d="M4 3h36v19c0 10-7.5 16-18 19.5C11.5 38 4 32 4 22Z" />
  <path class="kw-brand__tower" d="M12 31V17h3v3h3v-3h3v-4h2v4h3v3h3v-3h3v14h-7v-5a3 3 0 0 0-6 0v5Z" />
</svg>`
