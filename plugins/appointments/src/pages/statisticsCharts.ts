import { html } from '@kreiswerk/core'
import type { TemplateResult } from '@kreiswerk/core'
import { barChart, columnChart, details, formatNumber, t, table } from '@kreiswerk/ui-kit'
import type { Column, Readable } from '@kreiswerk/ui-kit'
import type { Bookings, Measured, Statistics, Visits } from '../statistics/statistics.ts'
import { shortDay } from '../time/words.ts'
import { minutesOf, minutesText, numberText, percentText } from './statisticsWords.ts'

const heights = ({ median, ninetieth }: Measured) => [minutesOf(median), minutesOf(ninetieth)]
const halves = [t('statistics.half'), t('statistics.nine-of-ten')] as const
const kinds = [t('statistics.with-appointment'), t('statistics.without-appointment')] as const

/** How it went from day to day. */
export function daysPart({ days }: Statistics, locale: string): TemplateResult {
  const label = ({ day }: { day: string }) => shortDay(day, locale)
  // Days on which nobody came stay in the drawings, so that weeks can be told, but only lengthen tables.
  const rows = days.filter(({ visits, booked }) => visits !== 0 || booked !== 0)
  const first = { key: 'day', label: t('calendar.day'), rowHeader: true, nowrap: true, cell: label }
  return html`
    <h2>${t('statistics.by-day')}</h2>
    ${columnChart({
      caption: t('statistics.visits-by-day'),
      unit: t('statistics.visits'),
      series: kinds,
      stacked: true,
      columns: days.map((day) => ({ label: label(day), values: [day.withAppointment, day.withoutAppointment] })),
      numbers: table({
        caption: t('statistics.visits-by-day'),
        captionHidden: true,
        columns: [first, ...visitColumns, ...bookingColumns],
        rows,
      }),
    })}
    ${columnChart({
      caption: t('statistics.wait-by-day'),
      unit: t('statistics.minutes'),
      series: halves,
      columns: days.map((day) => ({ label: label(day), values: heights(day.wait) })),
      numbers: table({
        caption: t('statistics.wait-by-day'),
        captionHidden: true,
        columns: [first, ...timeColumns],
        rows,
      }),
    })}
  `
}

/** When it is full. */
export function hoursPart({ hours }: Statistics): TemplateResult {
  const label = ({ hour }: { hour: number }) => String(hour)
  return html`
    <h2>${t('statistics.by-hour')}</h2>
    ${columnChart({
      caption: t('statistics.wait-by-hour'),
      unit: t('statistics.minutes'),
      series: halves,
      columns: hours.map((hour) => ({ label: label(hour), values: heights(hour.wait) })),
      numbers: table({
        caption: t('statistics.wait-by-hour'),
        captionHidden: true,
        columns: [
          { key: 'hour', label: t('statistics.hour'), rowHeader: true, nowrap: true, cell: label },
          ...visitColumns,
          ...timeColumns,
        ],
        rows: hours,
      }),
    })}
  `
}

/** What takes long, and for what people do not come. */
export function servicesPart({ services }: Statistics, titleOf: (service: string | null) => Readable): TemplateResult {
  const label = ({ service }: { service: string | null }) => titleOf(service)
  return html`
    <h2>${t('statistics.by-service')}</h2>
    ${barChart({
      caption: t('statistics.serving-by-service'),
      bars: services
        .filter(({ serving }) => serving.count !== 0)
        .map((entry) => {
          const value = minutesOf(entry.serving.median)
          const text =
            value === null ? t('statistics.few') : t('statistics.in-minutes', { minutes: formatNumber(value) })
          return { label: label(entry), value, text }
        }),
    })}
    ${barChart({
      caption: t('statistics.missed-by-service'),
      top: 100,
      bars: services
        .filter(({ booked }) => booked !== 0)
        .map((entry) => ({
          label: label(entry),
          value: entry.missedPercent,
          text: percentText(entry.missedPercent, entry.booked),
        })),
    })}
    ${details(
      t('statistics.numbers'),
      table({
        caption: t('statistics.by-service'),
        captionHidden: true,
        columns: [
          { key: 'service', label: t('statistics.service'), rowHeader: true, cell: label },
          ...visitColumns,
          ...timeColumns,
          ...bookingColumns,
        ],
        rows: services,
      }),
    )}
  `
}

const end = { align: 'end', nowrap: true } as const

const visitColumns: Column<Visits>[] = [
  { key: 'visits', label: t('statistics.visits'), ...end, cell: ({ visits }) => numberText(visits) },
  { key: 'with', label: kinds[0], ...end, cell: ({ withAppointment }) => numberText(withAppointment) },
  { key: 'without', label: kinds[1], ...end, cell: ({ withoutAppointment }) => numberText(withoutAppointment) },
]

const timeColumns: Column<Visits>[] = (['wait', 'way', 'serving'] as const).flatMap((name) => [
  {
    key: `${name}-median`,
    label: t(`statistics.${name}-median`),
    ...end,
    cell: (entry) => minutesText(entry[name], entry[name].median),
  },
  {
    key: `${name}-90`,
    label: t(`statistics.${name}-90`),
    ...end,
    cell: (entry) => minutesText(entry[name], entry[name].ninetieth),
  },
])

const bookingColumns: Column<Bookings>[] = [
  { key: 'booked', label: t('statistics.booked'), ...end, cell: ({ booked }) => numberText(booked) },
  {
    key: 'missed',
    label: t('statistics.missed'),
    ...end,
    cell: ({ missedPercent, booked }) => percentText(missedPercent, booked),
  },
  {
    key: 'cancelled',
    label: t('statistics.cancelled'),
    ...end,
    cell: ({ cancelledPercent, booked }) => percentText(cancelledPercent, booked),
  },
]
