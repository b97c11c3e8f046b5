import type { TemplateResult } from 'lit'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Makes text safe as HTML text and inside a quoted attribute. */
export const escapeHtml = (text: string): string =>
  /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => entities[character]!) : text

/**
 * A template without bindings from finished markup. Lit allows no binding inside `<title>`, `<textarea>` and `<script>`,
 * so the kit writes these few elements itself. Not exported from the package: every caller must escape.
 */
export function literal(markup: string): TemplateResult {
  const strings = Object.assign([markup], { raw: [markup] })
  return { ['_$litType$']: 1, strings, values: [] } as TemplateResult
}

/** An inline `<script>` that carries data, e.g. an import map or a page's JSON. `text` cannot close the element. */
export function dataScript(type: 'application/json' | 'importmap', text: string, id?: string): TemplateResult {
  const attribute = id ? ` id="${escapeHtml(id)}"` : ''
  return literal(`<script type="${type}"${attribute}>${scriptText(text)}</script>`)
}

/** The exact text that {@link dataScript} puts between the tags: hash this for the Content Security Policy. */
export const scriptText = (text: string): string => text.replace(/</g, '\\u003c')
