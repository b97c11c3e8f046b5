import type { EntityManager } from '@kreiswerk/core'
import type { ConfiguredOffice } from '../catalogue/settings.ts'
import { rows } from '../rows.ts'
import type { Tables } from '../rows.ts'
import { isHoliday } from './holidays.ts'
import type { Schedule } from './opening.ts'
import type { OpeningException, OpeningRule } from './rule.ts'

/** The rules and exceptions of an office as they stand in the database, or the rules of the deployment. */
export async function readSchedule(em: EntityManager, office: ConfiguredOffice, land: string): Promise<Schedule> {
  const ofOffice = <T extends 'appointments_rule' | 'appointments_exception' | 'appointments_office'>(table: T) =>
    rows(em)
      .selectFrom(table as 'appointments_office')
      .selectAll()
      .where('office', '=', office.id)
      .execute() as Promise<unknown[]> as Promise<Tables[T][]>
  const [state] = await ofOffice('appointments_office')
  const rules = state?.ownRules === true ? await ofOffice('appointments_rule') : firstRulesOf(office)
  const exceptions = await ofOffice('appointments_exception')
  return { rules, exceptions: exceptions.map(exceptionOf), isHoliday: (day) => isHoliday(land, day) }
}

/** What the deployment says counts always and every week unless it says otherwise. */
export const firstRulesOf = ({ id: office, rules = [] }: ConfiguredOffice): OpeningRule[] =>
  rules.map((rule, index) => ({
    validFrom: '2000-01-01',
    validUntil: null,
    everyWeeks: 1,
    nthWeek: null,
    ...rule,
    id: `${office} ${index + 1}`,
    office,
  }))

// The row has the columns of all kinds; which are filled follows from its kind.
const exceptionOf = (row: Tables['appointments_exception']): OpeningException => row as OpeningException
