import type { Bookings, Statistics, Visits } from './statistics.ts'

const head = [
  'office',
  'by',
  'key',
  'title',
  'visits',
  'with_appointment',
  'without_appointment',
  ...['wait', 'way', 'serving'].flatMap((name) => [`${name}_count`, `${name}_median`, `${name}_90`]),
  'booked',
  'missed_percent',
  'cancelled_percent',
]

/** Statistics as lines of a table, the names of its columns first. What is too little to be shown stays empty. */
export function statisticsLines(
  office: string,
  { total, days, hours, services }: Statistics,
  titleOf: (service: string | null) => string,
): string[][] {
  const line = (by: string, key: string, title: string, entry: Visits & Partial<Bookings>) => [
    office,
    by,
    key,
    title,
    ...numbersOf(entry).map((value) => String(value ?? '')),
  ]
  return [
    head,
    line('total', '', '', total),
    ...days.map((entry) => line('day', entry.day, '', entry)),
    ...hours.map((entry) => line('hour', String(entry.hour), '', entry)),
    ...services.map((entry) => line('service', entry.service ?? '', titleOf(entry.service), entry)),
  ]
}

const numbersOf = (entry: Visits & Partial<Bookings>): (number | null | undefined)[] => [
  entry.visits,
  entry.withAppointment,
  entry.withoutAppointment,
  ...[entry.wait, entry.way, entry.serving].flatMap(({ count, median, ninetieth }) => [count, median, ninetieth]),
  entry.booked,
  entry.missedPercent,
  entry.cancelledPercent,
]
