// The slow and obvious way to find free times: look at the clock of the office every five minutes of a year. It shares
// no code with the plugin and takes local times from Intl, not from Temporal.
import type { Schedule } from '../src/schedule/opening.ts'
import type { OpeningRule, Staffing } from '../src/schedule/rule.ts'
import type { Audience } from '../src/slot/availability.ts'
import type { TakenRun } from '../src/slot/taken.ts'

/** Cells of five minutes per local day, each with what the clock shows. */
export type MinuteYear = ReadonlyMap<string, readonly { cell: number; clock: string }[]>

export function yearByMinutes(year: number, timeZone: string): MinuteYear {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  const days = new Map<string, { cell: number; clock: string }[]>()
  const end = Date.UTC(year + 1, 0, 2)
  for (let at = Date.UTC(year - 1, 11, 31); at < end; at += 300_000) {
    const [day = '', clock = ''] = format.format(at).split(' ')
    const ofDay = days.get(day) ?? []
    days.set(day, ofDay)
    ofDay.push({ cell: at / 300_000, clock })
  }
  return days
}

interface Desks {
  lanes: number
  audience: Audience
}

/** For each desk the cells in which it is open to these people. */
export function openByMinutes(
  year: MinuteYear,
  { rules, exceptions, isHoliday }: Schedule,
  day: string,
  { lanes, audience }: Desks,
): Set<number>[] {
  const open = Array.from({ length: lanes }, () => new Set<number>())
  const today = exceptions.filter(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay)
  if (today.some(({ kind }) => kind === 'closed')) return open
  const hours = today.filter((exception) => exception.kind === 'hours')
  const windows = hours.length > 0 ? hours : isHoliday(day) ? [] : rules.filter((rule) => counts(rule, day))
  const limits = today.filter((exception) => exception.kind === 'staffing')
  const cells = year.get(day)!
  for (const { cell } of cells) {
    const capped = windows
      .filter((window) => lasts(cells, window, cell))
      .map((window) =>
        limited(
          window,
          limits.filter((limit) => lasts(cells, limit, cell)),
        ),
      )
    for (let lane = 0; lane < lanes; lane += 1) {
      const forEverybody = capped.some(({ publicLanes }) => lane < publicLanes)
      const forStaff = capped.some(({ publicLanes, internalLanes }) => lane < publicLanes + internalLanes)
      if (forEverybody || (audience === 'staff' && forStaff)) open[lane]!.add(cell)
    }
  }
  return open
}

const limited = (window: Staffing, limits: readonly Staffing[]): Staffing => ({
  publicLanes: Math.min(window.publicLanes, ...limits.map(({ publicLanes }) => publicLanes)),
  internalLanes: Math.min(window.internalLanes, ...limits.map(({ internalLanes }) => internalLanes)),
})

function lasts(
  cells: readonly { cell: number; clock: string }[],
  { from, to }: Pick<OpeningRule, 'from' | 'to'>,
  cell: number,
): boolean {
  return whenShown(cells, from) <= cell && cell < whenShown(cells, to)
}

/** The first cell in which the clock shows a time; an hour after where the clock was set past it. */
function whenShown(cells: readonly { cell: number; clock: string }[], time: string): number {
  if (time === '24:00') return cells.at(-1)!.cell + 1
  const shown = cells.find(({ clock }) => clock === time)
  if (shown !== undefined) return shown.cell
  const hourAfter = `${String(Number(time.slice(0, 2)) + 1).padStart(2, '0')}${time.slice(2)}`
  return cells.find(({ clock }) => clock === hourAfter)!.cell
}

function counts(rule: OpeningRule, day: string): boolean {
  const date = new Date(`${day}T12:00:00Z`)
  if ((date.getUTCDay() || 7) !== rule.weekday) return false
  if (day < rule.validFrom || (rule.validUntil !== null && day > rule.validUntil)) return false
  if ((mondayNumber(date) - mondayNumber(new Date(`${rule.validFrom}T12:00:00Z`))) % rule.everyWeeks !== 0) return false
  if (rule.nthWeek === null) return true
  const sameWeekdays = []
  for (let at = 1; at <= 31; at += 1) {
    const other = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), at, 12))
    if (other.getUTCMonth() === date.getUTCMonth() && other.getUTCDay() === date.getUTCDay()) sameWeekdays.push(at)
  }
  const wanted = rule.nthWeek === 5 ? sameWeekdays.at(-1) : sameWeekdays[rule.nthWeek - 1]
  return wanted === date.getUTCDate()
}

/** Weeks since a Monday long ago. */
const mondayNumber = (date: Date): number => Math.floor((date.getTime() / 86_400_000 + 3) / 7)

/** The starts that have a desk open and free from beginning to end, with how many such desks there are. */
export function startsByMinutes(
  open: readonly Set<number>[],
  runs: readonly TakenRun[],
  now: Date,
  at: { dayStart: number; dayEnd: number; length: number; grid: number; office: string },
): { cell: number; lanes: number }[] {
  const starts = []
  const busy = open.map(
    (_, lane) =>
      new Set(
        runs
          .filter(
            ({ lane: id, heldUntil }) =>
              id === `${at.office}/schalter/${lane}` && (heldUntil === null || heldUntil > now),
          )
          .flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)),
      ),
  )
  for (let cell = at.dayStart; cell < at.dayEnd; cell += at.grid) {
    const cells = Array.from({ length: at.length }, (_, index) => cell + index)
    const lanes = open.filter((ofLane, lane) => cells.every((one) => ofLane.has(one) && !busy[lane]!.has(one))).length
    if (lanes > 0) starts.push({ cell, lanes })
  }
  return starts
}
