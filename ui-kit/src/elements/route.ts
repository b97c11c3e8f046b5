/** The address a staff page's element shows. */
export interface Route {
  /** The page's path with its placeholders, e.g. `/staff/reports/:id`. */
  path: string
  params: Readonly<Record<string, string>>
  query: Readonly<Record<string, string>>
}

/** The query of an address as an object; of repeated parameters the last counts. */
export const queryOf = (search: string): Record<string, string> => Object.fromEntries(new URLSearchParams(search))

/** An address on the current page with some of its query changed; `undefined`, `null` and `''` remove a parameter. */
export function hrefWith(changes: Readonly<Record<string, string | number | null | undefined>>): string {
  const query = new URLSearchParams(location.search)
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === null || value === '') query.delete(name)
    else query.set(name, String(value))
  }
  const text = query.toString()
  return text === '' ? location.pathname : `${location.pathname}?${text}`
}
