import { Type } from '@kreiswerk/core'
import type { Static } from '@kreiswerk/core'

/** What somebody looks for, as it stands in addresses: nothing personal. */
export const NeedQuery = Type.Object({
  /** Ids of services, separated by commas. */
  anliegen: Type.Optional(Type.String({ maxLength: 300 })),
  /** One more service. */
  dazu: Type.Optional(Type.String({ maxLength: 100 })),
  personen: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
  art: Type.Optional(Type.Union([Type.Literal('counter'), Type.Literal('phone'), Type.Literal('video')])),
  amt: Type.Optional(Type.String({ maxLength: 100 })),
  tag: Type.Optional(Type.String({ format: 'date' })),
})

export type NeedQuery = Static<typeof NeedQuery>

export const idsIn = ({ anliegen = '' }: NeedQuery): string[] => anliegen.split(',').filter((id) => id !== '')

/** As actions take it. */
export const servicesParam = (query: NeedQuery): string =>
  idsIn(query)
    .map((id) => `${id}*${query.personen ?? 1}`)
    .join(',')

export const itemsOf = (query: NeedQuery) => idsIn(query).map((service) => ({ service, persons: query.personen ?? 1 }))

/** The address of the search with something changed; `undefined` leaves it out. */
export const searchHref = (query: NeedQuery, change: Partial<NeedQuery> = {}): string =>
  `/termine/wann${searchOf(query, change)}`

/** The same from the page itself, which has so many links to itself that each letter counts. */
export function searchOf(query: NeedQuery, change: Partial<NeedQuery> = {}): string {
  const { anliegen, personen, art, amt, tag } = { ...query, ...change }
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries({ anliegen, personen, art, amt, tag })) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  return `?${search.toString().replaceAll('%2C', ',')}`
}

/** The address with the service in `dazu` among the others; `null` when there is none. */
export const hrefWithAdded = (query: NeedQuery): string | null =>
  query.dazu === undefined || query.dazu === ''
    ? null
    : searchHref(query, { anliegen: [...new Set([...idsIn(query), query.dazu])].join(',') })

/** Where to wait for what is looked for. */
export const waitingHref = (query: NeedQuery): string =>
  searchHref(query, { tag: undefined }).replace('/termine/wann', '/termine/warteliste')
