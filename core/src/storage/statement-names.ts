const most = 200
const seen = new Set<string>()
const names = new Map<string, string>()

/**
 * The name under which the server keeps a statement ready, from its second use on. Only inserts that return nothing get
 * one: what a prepared `select` returns may not change, and a migration beside a running portal may change it.
 */
export function statementNameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= most || !isInsert(text)) return known
  if (seen.delete(text)) {
    const name = `kw${names.size}`
    names.set(text, name)
    return name
  }
  if (seen.size >= most) seen.clear()
  seen.add(text)
  return undefined
}

const isInsert = (text: string): boolean => text.startsWith('insert into ') && !text.includes(' returning ')
