const spelledOut: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'Ae',
  ø: 'oe',
  Ø: 'Oe',
  ł: 'l',
  Ł: 'L',
}

const tidy = (text: string, length: number): string => text.replace(/\s+/g, ' ').trim().slice(0, length).trim()

/** Latin letters without marks; German umlauts are spelled out as in bank transfers (ä → ae). */
export const transliterate = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[äöüÄÖÜßẞæÆøØłŁ]/g, (letter) => spelledOut[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')

/** The purpose as XBezahldienste 1.0 allows it: at most 27 of A-Z a-z 0-9 _ - and space, never empty. */
export const toPurpose = (text: string): string => tidy(transliterate(text).replace(/[^\w\s-]+/g, ' '), 27) || 'Zahlung'

/** A description as XBezahldienste 1.0 allows it: at most 250 letters, digits, spaces and - _ , . */
export const toDescription = (text: string): string =>
  tidy(text.normalize('NFC').replace(/[^\w\s,.\u00C0-\u017F-]+/g, ' '), 250) || 'Zahlung'

/** A reference as XBezahldienste 1.0 allows it: 1 to 36 of A-Z a-z 0-9 _ - */
export const toReference = (text: string): string =>
  transliterate(text)
    .replace(/[^\w-]+/g, '-')
    .slice(0, 36) || '-'
