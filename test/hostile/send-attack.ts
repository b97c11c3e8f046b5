import type { BoundAction } from '../../core/src/action/runtime.ts'
import { recipes } from '../town/recipes.ts'
import { fieldsOf } from '../town/send.ts'
import type { Answer } from '../town/send.ts'
import type { Town } from '../town/town.ts'
import type { Attack } from './requests.ts'
import { idsOf } from './things.ts'
import { placeholder, replaceAt } from './values.ts'

interface Parts {
  params: unknown
  query: unknown
  body: unknown
  cookie?: string
}

/** Sends an attack the way its maker would. */
export async function sendAttack(town: Town, bound: BoundAction, attack: Attack): Promise<Answer> {
  const { params, query, body, cookie } = await partsOf(town, attack)
  const values = typeof params === 'object' && params !== null ? (params as Record<string, unknown>) : {}
  const path = bound.path.replaceAll(/:(\w+)/g, (_whole, name: string) => inPath(values[name] ?? params))
  const login = town.login(attack.who)
  const { contentType } = attack
  const hasBody = bound.action.method !== 'GET' && contentType !== ''
  const payload = attack.kind === 'cooked' ? encoded(contentType, body) : (JSON.stringify(body) ?? '')
  const cookies = [login?.cookie, cookie].filter((one) => one !== undefined).join('; ')
  // A form without a cookie needs a visit to bind its token to.
  const isVisit = login === undefined && contentType === 'application/x-www-form-urlencoded'
  const csrf = isVisit ? town.portal.site.seal.sign('csrf', visit) : login?.csrf
  return town.portal.app.inject({
    method: bound.action.method,
    url: `${path}${searchOf(query)}`,
    headers: {
      ...(hasBody && { 'content-type': contentType }),
      ...((cookies !== '' || isVisit) && { cookie: isVisit ? `${cookies}; kw-visit=${visit}` : cookies }),
      ...(csrf && attack.withToken && { 'x-csrf-token': csrf }),
      ...(attack.idempotencyKey !== undefined && { 'idempotency-key': attack.idempotencyKey }),
    },
    ...(hasBody && { payload: payload.slice(0, Math.ceil(payload.length * attack.cut)) }),
  })
}

const visit = 'besuch0000000000000000'

async function partsOf(town: Town, attack: Attack): Promise<Parts> {
  if (attack.kind === 'made-up') return placed(town, attack)
  const right = await recipes[attack.action]!.make(town, attack.who, attack.slot)
  const { params = {}, query = {}, body = {}, cookie } = right
  const parts: Parts = { params, query, body, cookie }
  const { damage } = attack
  return damage === null
    ? parts
    : { ...parts, [damage.part]: replaceAt(parts[damage.part], damage.place, placed(town, { by: damage.by }).by) }
}

/** With the ids of the town in it. */
function placed<T>(town: Town, value: T): T {
  let text = JSON.stringify(value)
  for (const [thing, id] of idsOf(town)) text = text.replaceAll(placeholder(thing), id)
  return JSON.parse(text) as T
}

const encoded = (contentType: string, body: unknown): string =>
  contentType === 'application/x-www-form-urlencoded' && typeof body === 'object'
    ? new URLSearchParams(fieldsOf(body).map(([name, value]) => [name, value.toWellFormed()])).toString()
    : (JSON.stringify(body) ?? '')

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
// Nothing, `.` and `..` as a part of a path make the address of another action.
const inPath = (value: unknown): string => (/^\.{0,2}$/.test(asText(value)) ? '-' : inAddress(value))
const inAddress = (value: unknown): string => encodeURIComponent(asText(value).toWellFormed().slice(0, 300))

function searchOf(query: unknown): string {
  if (typeof query !== 'object' || query === null) return query === null ? '' : `?${inAddress(query)}`
  const pairs = Object.entries(query).map(([name, value]) => `${inAddress(name)}=${inAddress(value)}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}
