/** Integer cents as the text of a money field: `1250` → `12,50`. */
export function textFromCents(cents: number): string {
  const sign = cents < 0 ? '-' : ''
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${sign}${digits.slice(0, -2)},${digits.slice(-2)}`
}

/** Reads what people type as an amount (`12`, `12,5`, `1.234,50`, `12.50 €`) as integer cents; `undefined` if it is none. */
export function centsFromText(text: string): number | undefined {
  const plain = text.replace(/[\s€]|EUR|Euro/gi, '')
  const match = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:[,.](\d{1,2}))?$/.exec(plain)
  if (!match) return undefined
  return Number(match[1]!.replaceAll('.', '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}
