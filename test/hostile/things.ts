import { slots } from '../town/slots.ts'
import { residents } from '../town/people.ts'
import type { Town } from '../town/town.ts'

const kinds = [
  'case',
  'output',
  'file',
  'report',
  'token',
  'trackingNumber',
  'booking',
  'visit',
  'entry',
  'device',
] as const

/** What requests may name: the citizens' things, everybody's account and session, and what there is not. */
export const things: readonly string[] = [
  ...kinds.flatMap((kind) => slots.map((slot) => `${kind} ${slot}`)),
  ...residents.flatMap((who) => [`account ${who}`, `session ${who}`]),
  'nothing',
]

/** The id of every thing in this town, as it is now. */
export function idsOf({ affairs, accounts, login }: Town): Map<string, string> {
  const ids = new Map([['nothing', '01890000-0000-7000-8000-000000000000']])
  for (const kind of kinds) for (const slot of slots) ids.set(`${kind} ${slot}`, affairs[slot][kind])
  for (const [who, { id }] of accounts) {
    ids.set(`account ${who}`, id)
    ids.set(`session ${who}`, login(who)?.sessionId ?? '')
  }
  return ids
}
