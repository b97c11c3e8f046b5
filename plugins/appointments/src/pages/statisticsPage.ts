import { Type, html, isError, may, nothing, page } from '@kreiswerk/core'
import type { TemplateResult } from '@kreiswerk/core'
import { button, definitionList, field, group, inset, notification, say, t, withForm } from '@kreiswerk/ui-kit'
import type { Phrase } from '@kreiswerk/ui-kit'
import { servicesOf } from '../catalogue/catalogue.ts'
import { officesOfStaff } from '../staff/officeOfStaff.ts'
import { fewest } from '../statistics/fewest.ts'
import { mostDays } from '../statistics/period.ts'
import { permission } from '../statistics/readStatistics.ts'
import { showStatistics } from '../statistics/showStatistics.ts'
import { wholeDay } from '../time/words.ts'
import { daysPart, hoursPart, servicesPart } from './statisticsCharts.ts'
import { durationText, numberText, percentText } from './statisticsWords.ts'

/** How long people waited and were served at an office. Drawn on the server: it needs no JavaScript. */
export const statisticsPage = page({
  path: '/staff/termine/auswertung',
  area: 'staff',
  allow: may(permission),
  title: t('statistics.title'),
  menu: { label: t('statistics.menu'), order: 30 },
  styles: ['chart'],
  query: Type.Object({
    amt: Type.Optional(Type.String({ maxLength: 100 })),
    von: Type.Optional(Type.String({ maxLength: 10 })),
    bis: Type.Optional(Type.String({ maxLength: 10 })),
  }),
  async load(context) {
    const { query, call } = context
    const offices = officesOfStaff(context, permission)
    const office = offices.find(({ id }) => id === query.amt) ?? offices[0]
    if (office === undefined) return { offices, titles: new Map<string, Phrase>() }
    const params = { office: office.id }
    const titles = new Map([...servicesOf(context).values()].map(({ id, title }) => [id, title]))
    const asked = { ...dayNamed('from', query.von), ...dayNamed('to', query.bis) }
    try {
      return { offices, office, titles, statistics: await call(showStatistics, { params, query: asked }) }
    } catch (error) {
      if (!isError(error, 'appointments.period-impossible') && !isError(error, 'action.invalid-input')) throw error
      return { offices, office, titles, statistics: await call(showStatistics, { params }), isRefused: true }
    }
  },
  render({ data: { offices, office, titles, statistics, isRefused }, query, locale }) {
    if (office === undefined || statistics === undefined) return html`<p>${t('calendar.no-office')}</p>`
    const titleOf = (id: string | null) => {
      const title = id === null ? undefined : titles.get(id)
      return title === undefined ? (id ?? t('statistics.several')) : say(title)
    }
    const { from, to, total } = statistics
    return html`
      ${
        isRefused === true
          ? notification({
              kind: 'error',
              title: t('statistics.refused'),
              body: html`<p>${t('statistics.refused-body', { days: mostDays })}</p>`,
            })
          : nothing
      }
      <p>${t('statistics.limits', { days: mostDays })}</p>
      ${choice(offices, { amt: office.id, von: isRefused ? (query.von ?? from) : from, bis: isRefused ? (query.bis ?? to) : to })}
      <h2>${say(office.name)}</h2>
      <p>${t('statistics.period', { from: wholeDay(from, locale), to: wholeDay(to, locale) })}</p>
      ${definitionList([
        { term: t('statistics.visits'), description: numberText(total.visits) },
        { term: t('statistics.with-appointment'), description: numberText(total.withAppointment) },
        { term: t('statistics.without-appointment'), description: numberText(total.withoutAppointment) },
        { term: t('statistics.wait'), description: durationText(total.wait) },
        { term: t('statistics.way'), description: durationText(total.way) },
        { term: t('statistics.serving'), description: durationText(total.serving) },
        { term: t('statistics.missed'), description: percentText(total.missedPercent, total.booked) },
        { term: t('statistics.cancelled'), description: percentText(total.cancelledPercent) },
      ])}
      ${inset(t('statistics.protection', { fewest }))} ${daysPart(statistics, locale)} ${hoursPart(statistics)}
      ${servicesPart(statistics, titleOf)}
      <p>
        ${button.secondary(t('statistics.download'), {
          href: `/api/appointments/statistics/${office.id}/table.csv?from=${from}&to=${to}`,
        })}
      </p>
      <p class="kw-hint">${t('statistics.how')}</p>
    `
  },
})

const dayNamed = (name: 'from' | 'to', day: string | undefined) =>
  day === undefined || day === '' ? {} : { [name]: day }

const choice = (
  offices: readonly { id: string; name: Phrase }[],
  values: { amt: string; von: string; bis: string },
): TemplateResult =>
  withForm(
    { values, problems: [] },
    () =>
      html`<form method="get" action="/staff/termine/auswertung" class="kw-form">
        ${field.select({
          name: 'amt',
          label: t('calendar.office'),
          width: 'l',
          options: offices.map(({ id, name }) => ({ value: id, label: say(name) })),
        })}
        ${group(
          field.isoDate({ name: 'von', label: t('statistics.from') }),
          field.isoDate({ name: 'bis', label: t('statistics.to') }),
        )}
        ${button.submit(t('calendar.show'))}
      </form>`,
  )
