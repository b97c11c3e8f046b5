import { after, anyone, html, nothing, page, redirect } from '@kreiswerk/core'
import type { PluginContext, TemplateResult } from '@kreiswerk/core'
import {
  backLink,
  button,
  card,
  cardGrid,
  currentLocale,
  details,
  field,
  notification,
  say,
  t,
  withForm,
} from '@kreiswerk/ui-kit'
import type { Phrase } from '@kreiswerk/ui-kit'
import { holdTime } from '../booking/holdTime.ts'
import { offeredServices, officesOf } from '../catalogue/catalogue.ts'
import { askForProof } from '../proof/askForProof.ts'
import { isDrawn } from '../draw/readDraw.ts'
import type { Service } from '../office/office.ts'
import { findDays, findTimes } from '../slot/findTimes.ts'
import { shortDay, timeInWords, wholeDay } from '../time/words.ts'
import { proofStep } from './proofStep.ts'
import { dayLinks, timeButtons } from './timeParts.ts'
import { NeedQuery, idsIn, itemsOf, searchOf, servicesParam, hrefWithAdded, waitingHref } from './need.ts'

interface OfficeDays {
  id: string
  name: Phrase
  address: string
  timeZone: string
  days: { day: string; earliest: string }[]
}

/** Where and when: the earliest time of every office, and the times of a day once one is chosen. */
export const timesPage = page({
  path: '/termine/wann',
  area: 'citizen',
  allow: anyone,
  title: t('times.title'),
  query: NeedQuery,
  async load(context) {
    const { query, call } = context
    const added = hrefWithAdded(query)
    if (added !== null) return redirect(added)
    const known = offeredServices(context)
    const chosen = idsIn(query).flatMap((id) => known.find((service) => service.id === id) ?? [])
    if (chosen.length === 0) return redirect('/termine')
    const drawn = chosen.find(isDrawn)
    const services = servicesParam(query)
    const variant = query.art ?? 'counter'
    const { offices } = await call(findDays, { query: { services, variant } })
    const found: OfficeDays[] = offices.map(({ office, days }) => {
      const { name, address, timeZone } = officesOf(context).find(({ id }) => id === office)!
      return { id: office, name, address, timeZone, days }
    })
    const office = found.find(({ id }) => id === query.amt)
    const day = query.tag ?? office?.days[0]?.day
    const times =
      office === undefined || day === undefined
        ? []
        : (await call(findTimes, { query: { services, variant, office: office.id, day } })).times
    const { task } = times.length === 0 ? { task: null } : await call(askForProof)
    return {
      query,
      chosen,
      drawn,
      others: othersOf(context, chosen),
      found: found.toSorted((a, b) => earliestOf(a).localeCompare(earliestOf(b))),
      office,
      day,
      times,
      task,
    }
  },
  enhanced: ({ data: { task } }) => task !== null,
  render: ({ data: { query, chosen, drawn, others, found, office, day, times, task }, form, locale, now }) => html`
    ${backLink('/termine', t('find.title'))}
    <h2>${t('times.what')}</h2>
    <ul>
      ${chosen.map(
        ({ title }) => html`<li>${say(title)}${query.personen === undefined ? nothing : ` (${query.personen})`}</li>`,
      )}
    </ul>
    ${details(t('times.change'), changeForm(query, chosen, others))}
    ${
      drawn === undefined
        ? nothing
        : notification({
            title: t('draw.title'),
            body: html`<p>${t('draw.reserved')} <a href="/termine/verlosung/${drawn.id}">${t('draw.link')}</a></p>`,
          })
    }
    ${
      office === undefined
        ? officeList(query, found)
        : html`
            <h2>${say(office.name)}</h2>
            <p>
              ${office.address} ·
              <a href=${searchOf(query, { amt: undefined, tag: undefined })}>${t('times.other-office')}</a>
            </p>
            ${
              day === undefined
                ? notification({ title: t('times.none'), body: html`<p>${t('times.none-body')}</p>` })
                : html`
                    <h3>${wholeDay(day, locale)}</h3>
                    ${
                      times.length === 0
                        ? html`<p>${t('times.day-full')}</p>`
                        : form.for(
                            holdTime,
                            () => html`
                              <input type="hidden" name="office" value=${office.id} />
                              <input type="hidden" name="variant" value=${query.art ?? 'counter'} />
                              ${itemsOf(query).map(
                                ({ service, persons }, index) => html`
                                  <input type="hidden" name="items[${index}][service]" value=${service} />
                                  <input type="hidden" name="items[${index}][persons]" value=${String(persons)} />
                                `,
                              )}
                              ${proofStep({ task, times, timeZone: office.timeZone, now })}
                              ${timeButtons(times, office.timeZone)}
                            `,
                          )
                    }
                    ${dayList(query, office, day)}
                  `
            }
          `
    }
    ${
      found.length === 0
        ? nothing
        : html`<p>${t('waiting.none-suits')} <a href=${waitingHref(query)}>${t('waiting.link')}</a></p>`
    }
  `,
  done: [after(holdTime, ({ reply }) => redirect(`/termine/buchen/${reply.link}`))],
})

const earliestOf = ({ days }: OfficeDays): string => days[0]?.earliest ?? '9'

const othersOf = (context: Pick<PluginContext, 'settings'>, chosen: readonly Service[]) =>
  offeredServices(context).filter((service) => !chosen.includes(service))

function changeForm(query: NeedQuery, chosen: readonly Service[], others: readonly Service[]): TemplateResult {
  const most = Math.min(...chosen.map(({ persons }) => persons))
  const variants = [...new Set(chosen.flatMap(({ variants }) => variants))]
  const values = { personen: String(query.personen ?? 1), art: query.art ?? 'counter', dazu: '' }
  return withForm(
    { values, problems: [] },
    () =>
      html`<form method="get" action="/termine/wann" class="kw-form">
        <input type="hidden" name="anliegen" value=${query.anliegen ?? ''} />
        ${field.select({
          name: 'personen',
          label: t('times.persons'),
          width: 's',
          options: Array.from({ length: most }, (_, index) => ({ value: String(index + 1), label: String(index + 1) })),
        })}
        ${
          variants.length > 1
            ? field.select({
                name: 'art',
                label: t('times.variant'),
                width: 'm',
                options: variants.map((value) => ({ value, label: t(`variant.${value}`) })),
              })
            : nothing
        }
        ${field.select({
          name: 'dazu',
          label: t('times.add'),
          optional: true,
          placeholder: t('times.add-none'),
          options: others.map(({ id, title }) => ({ value: id, label: say(title) })),
        })}
        ${button.secondary(t('times.update'), { type: 'submit' })}
      </form>`,
  )
}

const officeList = (query: NeedQuery, found: readonly OfficeDays[]): TemplateResult =>
  found.length === 0
    ? notification({ title: t('times.nowhere'), body: html`<p>${t('times.nowhere-body')}</p>` })
    : html`
        <h2>${t('times.where')}</h2>
        ${cardGrid(
          ...found.map(({ id, name, address, timeZone, days: [first] }) =>
            card({
              title: say(name),
              level: 3,
              body: address,
              ...(first === undefined ? {} : { href: searchOf(query, { amt: id, tag: first.day }) }),
              meta: [
                first === undefined
                  ? t('times.none')
                  : html`${t('times.earliest')}: ${shortDay(first.day, currentLocale())},
                    ${timeInWords(new Date(first.earliest), timeZone)}`,
              ],
            }),
          ),
        )}
      `

const dayList = (query: NeedQuery, { id, days }: OfficeDays, day: string): TemplateResult => html`
  <h3>${t('times.other-days')}</h3>
  ${dayLinks(days, day, (other) => searchOf(query, { amt: id, tag: other }))}
`
