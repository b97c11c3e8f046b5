import { Type, action, anyone } from '@kreiswerk/core'
import { linkTo } from '../booking/link.ts'
import { readDraw } from '../draw/readDraw.ts'
import type { OpenEntry } from '../rows.ts'
import { Variants } from '../booking/needOf.ts'
import { errors } from './errors.ts'
import { readLinkedEntry } from './readEntry.ts'
import { removeEntries } from './removeEntries.ts'
import { settleEntry } from './settleEntry.ts'

const Link = Type.Object({ link: Type.String({ maxLength: 200 }) })

/** An entry as the holder of its link sees it. */
export const EntryView = Type.Object({
  state: Type.String(),
  draw: Type.Union([Type.String(), Type.Null()]),
  items: Type.Array(Type.Object({ service: Type.String(), persons: Type.Integer() })),
  variant: Variants,
  offices: Type.Array(Type.String()),
  firstDay: Type.String(),
  lastDay: Type.String(),
  timeOfDay: Type.String(),
  ticket: Type.String(),
})

const viewOf = (entry: OpenEntry) => ({
  state: entry.state,
  draw: entry.draw,
  items: entry.items,
  variant: entry.variant,
  offices: entry.offices,
  firstDay: entry.firstDay,
  lastDay: entry.lastDay,
  timeOfDay: entry.timeOfDay,
  ticket: entry.id,
})

export const showUnconfirmedEntry = action({
  route: 'GET /entry-confirmations/:link',
  summary: 'An entry that waits for its confirmation',
  allow: anyone,
  params: Link,
  reply: EntryView,
  run: async ({ params, em }) => viewOf(await readLinkedEntry(em, 'confirm-entry', params.link)),
})

/** The link of the mail, followed and pressed. */
export const confirmEntry = action({
  route: 'POST /entry-confirmations/:link',
  summary: 'Confirm an entry on the waiting list or in a draw',
  allow: anyone,
  params: Link,
  reply: Type.Object({ link: Type.String() }),
  async run(context) {
    const { params, em, now, record } = context
    const entry = await readLinkedEntry(em, 'confirm-entry', params.link)
    await record({ object: `entry:${entry.id}` })
    if (entry.state !== 'unconfirmed') return { link: await linkTo(em, 'entry', { id: entry.id, sequence: 0 }) }
    const draw = entry.draw === null ? null : await readDraw(em, entry.draw)
    if (draw !== null && (draw.state !== 'open' || draw.closesAt <= now)) {
      throw errors.drawClosed({ service: draw.service })
    }
    return { link: await settleEntry(context, entry, draw?.closesAt ?? null) }
  },
})

export const showEntry = action({
  route: 'GET /entries/:link',
  summary: 'An entry on the waiting list or in a draw',
  allow: anyone,
  params: Link,
  reply: EntryView,
  run: async ({ params, em }) => viewOf(await readLinkedEntry(em, 'entry', params.link)),
})

export const leaveList = action({
  route: 'POST /entries/:link/end',
  summary: 'Leave the waiting list or the draw',
  allow: anyone,
  params: Link,
  reply: Type.Object({}),
  async run({ params, em, record }) {
    const entry = await readLinkedEntry(em, 'entry', params.link)
    await removeEntries(em, [entry.id])
    await record({ object: `entry:${entry.id}` })
    return {}
  },
})
