import { defineEntity, p } from '@kreiswerk/core'
import type { OpeningException } from './rule.ts'

/** A weekly opening rule as it is stored; see `OpeningRule`. */
export const RuleRow = defineEntity({
  name: 'AppointmentsRule',
  tableName: 'appointments_rule',
  properties: {
    id: p.uuid().primary(),
    office: p.string(),
    group: p.string().fieldName('lane_group'),
    weekday: p.integer(),
    from: p.string().fieldName('from_time'),
    to: p.string().fieldName('to_time'),
    validFrom: p.string(),
    validUntil: p.string().nullable(),
    everyWeeks: p.integer(),
    nthWeek: p.integer().nullable(),
    publicLanes: p.integer(),
    internalLanes: p.integer(),
  },
  indexes: [{ name: 'appointments_rule_office', properties: ['office'] }],
})

/** Days on which something else counts; see `OpeningException`. */
export const ExceptionRow = defineEntity({
  name: 'AppointmentsException',
  tableName: 'appointments_exception',
  properties: {
    id: p.uuid().primary(),
    office: p.string(),
    group: p.string().fieldName('lane_group').nullable(),
    kind: p.string().$type<OpeningException['kind']>(),
    firstDay: p.string(),
    lastDay: p.string(),
    from: p.string().fieldName('from_time').nullable(),
    to: p.string().fieldName('to_time').nullable(),
    publicLanes: p.integer().nullable(),
    internalLanes: p.integer().nullable(),
    reason: p.string(),
  },
  indexes: [{ name: 'appointments_exception_office', properties: ['office', 'lastDay'] }],
})
