import type { EntityManager } from '@kreiswerk/core'
import type { Office } from '../office/office.ts'
import { cellsOfDay } from '../time/cell.ts'
import type { Interval } from '../time/interval.ts'
import { openLanes } from './opening.ts'
import type { OpenLane, Schedule } from './opening.ts'
import { readSchedule } from './readSchedule.ts'

/** A day of an office as its schedule has it. */
export interface OpenDay {
  readonly cells: Interval
  readonly lanes: readonly OpenLane[]
}

/** The days of offices; what a version of a schedule says is worked out once. */
export interface OpenDays {
  /** Must not be asked by a unit of work that has itself changed the schedule. */
  on(em: EntityManager, office: Office, scheduleVersion: number, day: string): Promise<OpenDay>
}

interface Known {
  scheduleVersion: number
  schedule: Promise<Schedule>
  days: Map<string, OpenDay>
}

const mostDays = 500

export function createOpenDays({ land }: { land: string }): OpenDays {
  const known = new Map<string, Known>()

  function knownOf(em: EntityManager, office: Office, scheduleVersion: number): Known {
    const found = known.get(office.id)
    if (found?.scheduleVersion === scheduleVersion) return found
    const made = { scheduleVersion, schedule: readSchedule(em, office, land), days: new Map() }
    if (found === undefined || found.scheduleVersion < scheduleVersion) known.set(office.id, made)
    made.schedule.catch(() => known.delete(office.id))
    return made
  }

  return {
    async on(em, office, scheduleVersion, day) {
      const { schedule, days } = knownOf(em, office, scheduleVersion)
      const found = days.get(day)
      if (found !== undefined) return found
      const made = { cells: cellsOfDay(day, office.timeZone), lanes: openLanes(office, await schedule, day) }
      if (days.size >= mostDays) days.clear()
      days.set(day, made)
      return made
    },
  }
}
