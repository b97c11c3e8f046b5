import { Type, action, conflict, may, openRows } from '@kreiswerk/core'
import type { ActionContext } from '@kreiswerk/core'
import { phraseIn } from '@kreiswerk/ui-kit'
import { Booking } from '../booking/booking.ts'
import { reseat } from '../booking/reseat.ts'
import { countScheduleChange } from '../office/countChange.ts'
import { rows } from '../rows.ts'
import { officeOfStaff } from '../staff/officeOfStaff.ts'
import { StaffBooking, staffBookingOf } from '../staff/staffBooking.ts'
import { dayOf } from '../time/cell.ts'
import { ChangeBody, ExceptionBody, RuleBody, changeOf } from './changeInput.ts'
import { errors } from './errors.ts'
import { futureBookings } from './futureBookings.ts'
import { openLanes } from './opening.ts'
import { previewOf, stateOf } from './preview.ts'
import { readSchedule } from './readSchedule.ts'
import type { OpeningException, OpeningRule } from './rule.ts'
import { misplaced } from './seating.ts'
import { storeChange } from './storeChange.ts'

const permission = 'appointments.plan'
const params = Type.Object({ office: Type.String({ maxLength: 100 }) })
const mostShown = 100

const Stretches = Type.Array(
  Type.Object({
    group: Type.String(),
    from: Type.String(),
    to: Type.String(),
    publicLanes: Type.Integer(),
    internalLanes: Type.Integer(),
  }),
)

const Conflicts = {
  /** The first of them. */
  conflicts: Type.Array(StaffBooking),
  /** How many there are. */
  count: Type.Integer(),
}

export const showSchedule = action({
  route: 'GET /schedules/:office',
  summary: 'The opening rules and the exceptions of an office',
  allow: may(permission),
  params,
  reply: Type.Object({
    office: Type.String(),
    name: Type.String(),
    today: Type.String({ format: 'date' }),
    /** Whether staff have changed them; until then they are those of the deployment. */
    ownRules: Type.Boolean(),
    groups: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), lanes: Type.Integer() })),
    rules: Type.Array(Type.Object({ id: Type.String(), ...RuleBody.properties })),
    /** Without those that are over. */
    exceptions: Type.Array(Type.Object({ id: Type.String(), ...ExceptionBody.properties })),
  }),
  async run(context) {
    const { params, em, now, land, locale } = context
    const office = officeOfStaff(context, permission, params.office)
    const { rules, exceptions } = await readSchedule(em, office, land)
    const { ownRules } = await stateOf(em, office)
    const today = dayOf(now, office.timeZone)
    const order = office.groups.map(({ id }) => id)
    return {
      office: office.id,
      name: phraseIn(office.name, locale),
      today,
      ownRules,
      groups: office.groups.map(({ id, name, lanes }) => ({ id, name: phraseIn(name, locale), lanes })),
      rules: rules
        .map(ruleOf)
        .sort(
          (a, b) =>
            order.indexOf(a.group) - order.indexOf(b.group) ||
            a.weekday - b.weekday ||
            a.from.localeCompare(b.from) ||
            a.validFrom.localeCompare(b.validFrom),
        ),
      exceptions: exceptions
        .filter(({ lastDay }) => lastDay >= today)
        .map(exceptionOf)
        .sort((a, b) => a.firstDay.localeCompare(b.firstDay)),
    }
  },
})

const ruleOf = (rule: OpeningRule) => ({
  id: rule.id,
  group: rule.group,
  weekday: rule.weekday,
  from: rule.from,
  to: rule.to,
  validFrom: rule.validFrom,
  validUntil: rule.validUntil,
  everyWeeks: rule.everyWeeks,
  nthWeek: rule.nthWeek,
  publicLanes: rule.publicLanes,
  internalLanes: rule.internalLanes,
})

function exceptionOf(exception: OpeningException) {
  const { id, group, kind, firstDay, lastDay, reason } = exception
  const closed = { from: null, to: null, publicLanes: null, internalLanes: null }
  if (exception.kind === 'closed') return { id, group, kind, firstDay, lastDay, reason, ...closed }
  const { from, to, publicLanes, internalLanes } = exception
  return { id, group, kind, firstDay, lastDay, reason, from, to, publicLanes, internalLanes }
}

export const previewChange = action({
  route: 'POST /schedules/:office/preview',
  summary: 'What citizens would find after a change of the schedule, and which appointments it leaves without a desk',
  allow: may(permission),
  // It stores nothing, so there is nothing to record.
  ownTransactions: true,
  params,
  body: ChangeBody,
  reply: Type.Object({
    first: Type.String({ format: 'date' }),
    last: Type.String({ format: 'date' }),
    days: Type.Array(Type.Object({ day: Type.String(), before: Stretches, after: Stretches })),
    reseated: Type.Integer(),
    ...Conflicts,
    /** Goes along when the change is saved. */
    seen: Type.String(),
  }),
  async run(context) {
    const { params, body } = context
    const office = officeOfStaff(context, permission, params.office)
    const change = changeOf(body)
    if (change === null) throw conflict()
    const { days, looked, seating, fingerprint } = await previewOf(
      context,
      office,
      change,
      (await stateOf(context.em, office)).scheduleVersion,
    )
    return {
      ...looked,
      days: [...days],
      reseated: seating.reseated.length,
      ...(await conflictsOf(context, seating.conflicts)),
      seen: fingerprint,
    }
  },
})

export const changeSchedule = action({
  route: 'POST /schedules/:office/changes',
  summary: 'Add, change or remove a rule or an exception, in view of its preview; appointments stay as they are',
  allow: may(permission),
  params,
  body: Type.Object({ ...ChangeBody.properties, seen: Type.String({ maxLength: 40 }) }),
  reply: Type.Object({ conflicts: Type.Integer(), reseated: Type.Integer() }),
  async run(context) {
    const { params, body, em, now, record } = context
    const office = officeOfStaff(context, permission, params.office)
    const change = changeOf(body)
    if (change === null) throw conflict()
    const counted = await countScheduleChange(em, office.id)
    const preview = await previewOf(context, office, change, counted.scheduleVersion - 1)
    if (preview.fingerprint !== body.seen) throw errors.outdated()
    const { ownRules } = await stateOf(em, office)
    const object = await storeChange(em, office, change, ownRules ? null : preview.before.rules)
    await reseat(em, preview.seating.reseated, now)
    const { conflicts, reseated } = preview.seating
    await record({ object, details: { office: office.id, change, conflicts, reseated } })
    return { conflicts: conflicts.length, reseated: reseated.length }
  },
})

export const listConflicts = action({
  route: 'GET /schedules/:office/conflicts',
  summary: 'The appointments to come of an office that no open desk is there for',
  allow: may(permission),
  params,
  reply: Type.Object({ office: Type.String(), name: Type.String(), ...Conflicts }),
  async run(context) {
    const { params, em, now, land, locale } = context
    const office = officeOfStaff(context, permission, params.office)
    const schedule = await readSchedule(em, office, land)
    const ids = [...(await futureBookings(em, office, now))].flatMap(([day, onDay]) =>
      misplaced(openLanes(office, schedule, day), onDay).map(({ id }) => id),
    )
    return { office: office.id, name: phraseIn(office.name, locale), ...(await conflictsOf(context, ids)) }
  },
})

async function conflictsOf(context: Pick<ActionContext, 'em' | 'settings' | 'locale'>, ids: readonly string[]) {
  const { em } = context
  if (ids.length === 0) return { conflicts: [], count: 0 }
  const found = await rows(em)
    .selectFrom('appointments_booking')
    .selectAll()
    .where('id', 'in', ids.slice(0, mostShown))
    .orderBy('startsAt')
    .execute()
  const conflicts = (await openRows(em, Booking, found)).map((booking) => staffBookingOf(context, booking))
  return { conflicts, count: ids.length }
}
