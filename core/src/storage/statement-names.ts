const most = 200
const seen = new Set<string>()
const names = new Map<string, string>()
let given = 0

/** Begins the text of a query that is asked again and again. */
export const oftenMark = '/* often */ '

/**
 * The name under which the server keeps a statement ready, from its second use on: it is then planned once. Only statements
 * marked as asked often get one, and inserts that return nothing.
 */
export function statementNameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= most || !isAskedOften(text)) return known
  if (seen.delete(text)) {
    const name = `kw${given++}`
    names.set(text, name)
    return name
  }
  if (seen.size >= most) seen.clear()
  seen.add(text)
  return undefined
}

/** What the server keeps ready under the name of a statement no longer holds. */
export const forgetStatement = (text: string): void => void names.delete(text)

/** Whether a statement failed since a migration has changed what it returns after the server made it ready. */
export const isOutdated = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '0A000' && error.message.startsWith('cached plan')

const isAskedOften = (text: string): boolean =>
  text.startsWith(oftenMark) || (text.startsWith('insert into ') && !text.includes(' returning '))
