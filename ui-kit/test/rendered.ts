import type { Content } from '../src/content.ts'
import type { FormState } from '../src/form/form-state.ts'
import { withForm } from '../src/form/form-state.ts'
import { kitLocales } from '../src/locales.ts'
import { renderToString } from '../src/render/render-to-string.ts'
import { withWording } from '../src/text.ts'

/** The markup of a template in German, inside a form if one is given, with single spaces. */
export function rendered(template: () => Content, form: Partial<FormState> = {}, locale = 'de'): string {
  const words = (key: string) => kitLocales[locale]?.[key]
  const state: FormState = { values: {}, problems: [], ...form }
  return withWording({ locale, words }, () => renderToString(withForm(state, template)))
    .replace(/\s+/g, ' ')
    .replace(/ ?\/>/g, '>')
    .replace(/ (?=[>/])|(?<=>) (?=<)/g, '')
}
