import type { BoundAction } from '../../core/src/action/runtime.ts'
import { realmOfResident } from './people.ts'
import type { Who } from './people.ts'
import type { ValidRequest } from './recipe.ts'
import type { Town } from './town.ts'

export type Answer = Awaited<ReturnType<Town['portal']['app']['inject']>>

const addressOf = (path: string, { params = {}, query }: ValidRequest): string => {
  const filled = path.replaceAll(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ''))
  return query === undefined ? filled : `${filled}?${new URLSearchParams(query)}`
}

const cookiesOf = (town: Town, who: Who, { cookie }: ValidRequest): string | undefined =>
  [town.login(who)?.cookie, cookie].filter((one) => one !== undefined).join('; ') || undefined

/** Calls an action by its endpoint, as JSON. */
export function callAction(town: Town, who: Who, bound: BoundAction, request: ValidRequest): Promise<Answer> {
  const cookie = cookiesOf(town, who, request)
  const csrf = town.login(who)?.csrf
  return town.portal.app.inject({
    method: bound.action.method,
    url: addressOf(bound.path, request),
    headers: { ...(cookie && { cookie }), ...(csrf && { 'x-csrf-token': csrf }) },
    ...(request.body && { payload: request.body }),
  })
}

/** Opens a page. */
export function openPage(town: Town, who: Who, path: string, request: ValidRequest): Promise<Answer> {
  const cookie = cookiesOf(town, who, request)
  return town.portal.app.inject({
    url: addressOf(path, request),
    headers: { accept: 'text/html', ...(cookie && { cookie }) },
  })
}

/** Sends the form of a page that runs an action. */
export function sendForm(
  town: Town,
  who: Who,
  page: { path: string; request: ValidRequest },
  bound: BoundAction,
  request: ValidRequest,
): Promise<Answer> {
  // Whoever belongs to the other realm is nobody here.
  const isKnown = who !== 'anonymous' && realmOfResident(who) === (page.path.startsWith('/staff') ? 'staff' : 'citizen')
  const login = isKnown ? town.login(who) : undefined
  const visit = 'besuch0000000000000000'
  const cookie = [cookiesOf(town, who, request), `kw-visit=${visit}`].filter(Boolean).join('; ')
  const body = new URLSearchParams({
    _action: bound.id,
    _params: JSON.stringify(request.params ?? {}),
    _csrf: login?.csrf ?? town.portal.site.seal.sign('csrf', visit),
  })
  for (const [name, value] of fieldsOf(request.body ?? {})) body.append(name, value)
  return town.portal.app.inject({
    method: 'POST',
    url: addressOf(page.path, page.request),
    headers: { accept: 'text/html', cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: body.toString(),
  })
}

/** The fields that a form would send for a value; what nests deeper than any form stays one text. */
export function fieldsOf(value: unknown, name = '', depth = 0): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[name, String(value)]]
  if (depth > 50) return [[name, '[…]']]
  const inside = (key: string) => (name === '' ? key : `${name}[${key}]`)
  return Object.entries(value).flatMap(([key, member]) => fieldsOf(member, inside(key), depth + 1))
}
