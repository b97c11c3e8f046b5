import { Type } from '@kreiswerk/core'
import type { Static } from '@kreiswerk/core'
import type { ScheduleChange } from './change.ts'

const Time = Type.String({ pattern: '^(([01][0-9]|2[0-3]):[0-5][05]|24:00)$' })
const Day = Type.String({ format: 'date' })
const Desks = Type.Integer({ minimum: 0, maximum: 200 })
const orNull = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) => Type.Union([schema, Type.Null()])
const Id = Type.String({ minLength: 1, maxLength: 120 })

export const RuleBody = Type.Object({
  group: Type.String({ maxLength: 100 }),
  weekday: Type.Integer({ minimum: 1, maximum: 7 }),
  from: Time,
  to: Time,
  validFrom: Day,
  validUntil: orNull(Day),
  everyWeeks: Type.Integer({ minimum: 1, maximum: 52 }),
  nthWeek: orNull(Type.Integer({ minimum: 1, maximum: 5 })),
  publicLanes: Desks,
  internalLanes: Desks,
})

export const ExceptionBody = Type.Object({
  group: orNull(Type.String({ maxLength: 100 })),
  kind: Type.Union([Type.Literal('closed'), Type.Literal('hours'), Type.Literal('staffing')]),
  firstDay: Day,
  lastDay: Day,
  from: orNull(Time),
  to: orNull(Time),
  publicLanes: orNull(Desks),
  internalLanes: orNull(Desks),
  reason: Type.String({ minLength: 2, maxLength: 200 }),
})

/** One change: without `id` something new, without a rule or exception it goes. */
export const ChangeBody = Type.Object({
  id: orNull(Id),
  rule: Type.Optional(orNull(RuleBody)),
  exception: Type.Optional(orNull(ExceptionBody)),
})

/** The change that a body describes; `null` where it describes none or two. */
export function changeOf({ id, rule, exception }: Static<typeof ChangeBody>): ScheduleChange | null {
  if ((rule === undefined) === (exception === undefined)) return null
  const change =
    rule === undefined
      ? { kind: 'exception' as const, id, exception: exception ?? null }
      : { kind: 'rule' as const, id, rule }
  const gone = change.kind === 'rule' ? change.rule === null : change.exception === null
  return id === null && gone ? null : change
}
