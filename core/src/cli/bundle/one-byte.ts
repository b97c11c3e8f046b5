/**
 * Writes each character above U+00FF as its escape. V8 keeps a source in one byte per character only if all of them fit:
 * a single dash in a text doubles what a file takes in memory. In strings, templates and regular expressions the escape
 * means the same. Only a tag that reads `raw` would see it, so code with such a character behind `raw` stays as it is.
 */
export const inOneByte = (code: string): string =>
  rawTemplate.test(code)
    ? code
    : code.replaceAll(wideUnit, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

const wideUnit = /[^\0-\u00ff]/g
const rawTemplate = /raw`[^`]*[^\0-\u00ff][^`]*`/
