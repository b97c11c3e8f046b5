/** One line of the list of erasures: whose key was destroyed and when. An id says nothing about the person. */
export interface Erased {
  subject: string
  /** Milliseconds since 1970. */
  at: number
}

// A fault may have left half a line, with or without the next one behind it.
const form = /\{"subject":"([^"\\]+)","at":"([^"\\]+)"\}\s*$/

/** What a line names; null for half a line. */
export function parseErased(line: string): Erased | null {
  const [, subject = '', date = ''] = form.exec(line) ?? []
  const at = Date.parse(date)
  return Number.isNaN(at) ? null : { subject, at }
}

export const erasedLine = ({ subject, at }: Erased): string =>
  JSON.stringify({ subject, at: new Date(at).toISOString() })

/** What lines name, without those that were left half-written. */
export const parseAll = (lines: readonly string[]): Erased[] =>
  lines.map(parseErased).filter((erased) => erased !== null)
