import { t } from '@kreiswerk/ui-kit'
import type { Readable } from '@kreiswerk/ui-kit'
import { formatDateTime, withWording } from '@kreiswerk/ui-kit'
import type { Exported } from './person-data.ts'

interface Wording {
  portal: string
  now: Date
  locale: string
  say(text: Readable): string
}

/** A page that stands for itself, to read, print or hand out: everything kept about a person, in words. */
export function readableExport(exported: Exported, { portal, now, locale, say }: Wording): string {
  const title = say(t('core.persons.export.title'))
  const at = inLanguage(locale, () => String(formatDateTime(now)))
  const sections = Object.entries(exported)
    .filter(([, value]) => value !== null)
    .map(
      ([plugin, value]) => `<h2>${escaped(say(nameOf(plugin, 'plugin')))}</h2>${written(plugin, value, locale, say)}`,
    )
  return `<!doctype html>
<html lang="${locale.slice(0, 2)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.25rem 1rem}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
dl dl,li dl{border-left:3px solid #ccc;padding-left:.75rem}li{margin-bottom:1rem}</style>
<h1>${escaped(title)}</h1>
<p>${escaped(say(t('core.persons.export.intro', { portal, at })))}</p>
${sections.join('\n')}
</html>
`
}

/** The word for a member of an export, in the words of its plugin; the kernel's serve all. */
export const nameOf = (plugin: string, member: string): Readable => t(`privacy.${member}`).ownedBy(plugin)

function written(plugin: string, value: unknown, locale: string, say: Wording['say']): string {
  if (value === null || value === undefined || value === '') return '–'
  if (Array.isArray(value)) {
    if (value.length === 0) return '–'
    return `<ol>${value.map((one) => `<li>${written(plugin, one, locale, say)}</li>`).join('')}</ol>`
  }
  if (value instanceof Date) return escaped(inLanguage(locale, () => String(formatDateTime(value))))
  if (typeof value !== 'object') return escaped(String(value))
  const entries = Object.entries(value).map(
    ([member, one]) => `<dt>${escaped(wordFor(plugin, member, say))}</dt><dd>${written(plugin, one, locale, say)}</dd>`,
  )
  return `<dl>${entries.join('')}</dl>`
}

/** Members without a word, such as the fields of a form, are shown by their name. */
function wordFor(plugin: string, member: string, say: Wording['say']): string {
  const word = say(nameOf(plugin, member))
  return word === `privacy.${member}` ? member : word
}

const inLanguage = (locale: string, write: () => string) => withWording({ locale, words: () => undefined }, write)

const escaped = (text: string) =>
  text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replaceAll('\n', '<br>')
