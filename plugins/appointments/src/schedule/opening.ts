import { cellAt } from '../time/cell.ts'
import { intersect, subtract, union } from '../time/interval.ts'
import type { Interval } from '../time/interval.ts'
import type { Group, Office } from '../office/office.ts'
import { appliesOn, touches } from './rule.ts'
import type { OpeningException, OpeningRule, Staffing } from './rule.ts'

/** Everything that decides when an office is open. */
export interface Schedule {
  readonly rules: readonly OpeningRule[]
  readonly exceptions: readonly OpeningException[]
  /** Whether a day is a public holiday where the office is. */
  readonly isHoliday: (day: string) => boolean
}

/** When one desk is open on a day. What is open to everybody and what only staff give away never overlap. */
export interface OpenLane {
  /** `<office>/<group>/<number>`, numbers from 0. */
  readonly lane: string
  readonly group: string
  readonly public: readonly Interval[]
  readonly internal: readonly Interval[]
}

interface Window extends Staffing, Interval {}

/**
 * The desks of an office on a day, whether open or not. Of several that say something about a day a closure counts before
 * other hours, those before a public holiday, that before the weekly rules.
 */
export const openLanes = (office: Office, schedule: Schedule, day: string): OpenLane[] =>
  office.groups.flatMap((group) => lanesOf(office, group, schedule, day))

function lanesOf(office: Office, group: Group, schedule: Schedule, day: string): OpenLane[] {
  const windows = windowsOf(office, group, schedule, day)
  return Array.from({ length: group.lanes }, (_, number) => ({
    lane: `${office.id}/${group.id}/${number}`,
    group: group.id,
    ...laneOpen(windows, number),
  }))
}

function laneOpen(windows: readonly Window[], number: number): Pick<OpenLane, 'public' | 'internal'> {
  const forEverybody = union(windows.filter(({ publicLanes }) => number < publicLanes))
  const open = union(windows.filter(({ publicLanes, internalLanes }) => number < publicLanes + internalLanes))
  return { public: forEverybody, internal: subtract(open, forEverybody) }
}

function windowsOf(office: Office, group: Group, schedule: Schedule, day: string): Window[] {
  const exceptions = schedule.exceptions.filter((exception) => touches(exception, group.id, day))
  if (exceptions.some(({ kind }) => kind === 'closed')) return []
  const at = (time: string) => cellAt(day, time, office.timeZone)
  const windowOf = ({ from, to, publicLanes, internalLanes }: Staffing & { from: string; to: string }): Window => ({
    from: at(from),
    to: at(to),
    publicLanes,
    internalLanes,
  })
  const others = exceptions.filter((exception) => exception.kind === 'hours')
  const usual = schedule.isHoliday(day)
    ? []
    : schedule.rules.filter((rule) => rule.office === office.id && rule.group === group.id && appliesOn(rule, day))
  const windows = (others.length > 0 ? others : usual).map(windowOf)
  return exceptions
    .filter((exception) => exception.kind === 'staffing')
    .reduce((open, exception) => limited(open, windowOf(exception)), windows)
}

/** The windows with at most as many desks as `limit` has while it lasts. */
const limited = (windows: readonly Window[], limit: Window): Window[] =>
  windows.flatMap((window) => [
    ...subtract([window], [limit]).map((part) => ({ ...window, ...part })),
    ...intersect([window], [limit]).map((part) => ({
      ...part,
      publicLanes: Math.min(window.publicLanes, limit.publicLanes),
      internalLanes: Math.min(window.internalLanes, limit.internalLanes),
    })),
  ])
