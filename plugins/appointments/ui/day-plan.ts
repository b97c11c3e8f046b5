import { html } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { t } from '@kreiswerk/ui-kit'
import type { Day, DayBooking } from './appointments-calendar.ts'

const minutesPerRow = 5
/** From this length on there is room for a second line. */
const minutesOfTwoLines = 20
const firstDesk = 2

/** The day as a grid: a column per desk, a row per five minutes; appointments in the order of their time. */
export function dayPlan({ desks, bookings }: Day) {
  const shown = desks.filter(
    (desk) => desk.public.length + desk.internal.length > 0 || bookings.some(({ lane }) => lane === desk.lane),
  )
  const minutes = [
    ...shown.flatMap((desk) => [...desk.public, ...desk.internal]),
    ...bookings.map(({ fromMinute: from, toMinute: to }) => ({ from, to })),
  ]
  const first = Math.floor(Math.min(...minutes.map(({ from }) => from)) / 60)
  const last = Math.ceil(Math.max(...minutes.map(({ to }) => to)) / 60)
  // The first row holds the names of the desks.
  const row = (minute: number) => 2 + (minute - first * 60) / minutesPerRow
  const place = (from: number, to: number, column: number | string) =>
    inGrid(`${row(from)} / ${row(to)}`, String(column))
  const columnOf = new Map(shown.map(({ lane }, index) => [lane, index + firstDesk]))
  const hours = Array.from({ length: last - first }, (_, index) => first + index)
  return html`<div class="appointments-grid" role="group" aria-label=${t('calendar.plan-label')}>
    ${shown.map(
      ({ group, number }, index) =>
        html`<div class="appointments-grid__desk" ${inGrid('1', String(index + firstDesk))}>${group} ${number}</div>`,
    )}
    ${shown.map((desk, index) => [
      ...desk.public.map(
        ({ from, to }) => html`<div class="appointments-grid__open" ${place(from, to, index + firstDesk)}></div>`,
      ),
      ...desk.internal.map(
        ({ from, to }) =>
          html`<div
            class="appointments-grid__open appointments-grid__open--internal"
            title=${t('calendar.internal')}
            ${place(from, to, index + firstDesk)}
          ></div>`,
      ),
    ])}
    ${hours.map(
      (hour) => html`
        <div class="appointments-grid__hour" ${place(hour * 60, hour * 60 + 60, 1)}>${clock(hour)}</div>
        <div class="appointments-grid__line" ${place(hour * 60, hour * 60 + 60, `2 / span ${shown.length}`)}></div>
      `,
    )}
    ${bookings.map((booking) => bookingLink(booking, place(booking.fromMinute, booking.toMinute, columnOf.get(booking.lane)!)))}
  </div>`
}

// The content security policy allows no style attributes; what scripts set is allowed.
const inGrid = (gridRow: string, gridColumn: string) =>
  ref((element) => {
    if (element instanceof HTMLElement) Object.assign(element.style, { gridRow, gridColumn })
  })

/** Nothing while a time is only held. */
const commaCode = ({ code }: DayBooking): string => (code === null ? '' : `, ${code}`)

const bookingLink = (booking: DayBooking, inPlace: ReturnType<typeof inGrid>) =>
  html`<a
    class="appointments-grid__booking ${booking.conflict ? 'appointments-grid__booking--conflict' : ''}"
    href="/staff/termine/${booking.id}"
    data-lane=${booking.lane}
    data-from=${booking.fromMinute}
    ${inPlace}
    title="${booking.from}–${booking.to} ${booking.services.join(', ')}${commaCode(booking)}"
    ><strong>${booking.from}</strong> ${booking.name ?? t('calendar.nobody')}
    ${booking.conflict ? html`<em>${t('calendar.conflict')}</em>` : ''}
    <span
      class=${booking.toMinute - booking.fromMinute < minutesOfTwoLines ? 'kw-visually-hidden' : 'appointments-grid__services'}
      >${booking.services.join(', ')}</span
    >
    <span class="kw-visually-hidden">${t(`state.${booking.state}`)}${commaCode(booking)}</span></a
  >`

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

/** Arrow keys go to the next appointment of the desk or of the desk beside; Tab goes through all in the order of time. */
export function moveFocus(event: KeyboardEvent): void {
  const from = (event.target as Element).closest<HTMLElement>('.appointments-grid__booking')
  if (from === null) return
  const all = [...from.parentElement!.querySelectorAll<HTMLElement>('.appointments-grid__booking')]
  const goal = neighbour(all, from, event.key)
  if (goal === undefined) return
  event.preventDefault()
  goal.focus()
}

function neighbour(all: readonly HTMLElement[], from: HTMLElement, key: string): HTMLElement | undefined {
  const lane = from.dataset['lane']
  const minute = Number(from.dataset['from'])
  const sameDesk = all.filter((one) => one.dataset['lane'] === lane)
  const index = sameDesk.indexOf(from)
  if (key === 'ArrowDown') return sameDesk[index + 1]
  if (key === 'ArrowUp') return sameDesk[index - 1]
  if (key === 'Home') return all[0]
  if (key === 'End') return all.at(-1)
  if (key !== 'ArrowRight' && key !== 'ArrowLeft') return undefined
  const side = (one: HTMLElement) => one.getBoundingClientRect().left - from.getBoundingClientRect().left
  const beside = all.filter((one) => (key === 'ArrowRight' ? side(one) > 1 : side(one) < -1))
  const nearest = Math.min(...beside.map((one) => Math.abs(side(one))))
  const distance = (one: HTMLElement) => Math.abs(Number(one.dataset['from']) - minute)
  return beside.filter((one) => Math.abs(side(one)) < nearest + 1).sort((a, b) => distance(a) - distance(b))[0]
}
