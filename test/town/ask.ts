import type { Resident } from './people.ts'
import type { Town } from './town.ts'

/** Sends a request as somebody and returns the reply; throws unless it is a 200. */
export async function ask<T = Record<string, string>>(
  { portal, login }: Town,
  who: Resident,
  method: 'GET' | 'POST',
  url: string,
  body?: object,
): Promise<T> {
  const { cookie, csrf } = login(who)!
  const headers = { cookie, 'x-csrf-token': csrf }
  const answer = await portal.app.inject({ method, url, headers, ...(body && { payload: body }) })
  if (answer.statusCode !== 200) throw new Error(`${who} ${url} answered ${answer.statusCode}: ${answer.body}`)
  return answer.json()
}
