import { html, nothing } from '@kreiswerk/core'
import type { PluginContext, Static, TemplateResult } from '@kreiswerk/core'
import { definitionList, say, t } from '@kreiswerk/ui-kit'
import { officesOf, servicesOf } from '../catalogue/catalogue.ts'
import type { Office, Service } from '../office/office.ts'
import type { EntryView } from '../waiting/entryActions.ts'
import { wholeDay } from '../time/words.ts'

/** An entry with what its words are made of. */
export interface ShownEntry {
  entry: Static<typeof EntryView>
  offices: Office[]
  items: { service: Service; persons: number }[]
  locale: string
}

export function shownEntry(
  context: Pick<PluginContext, 'settings'> & { locale: string },
  entry: Static<typeof EntryView>,
): ShownEntry {
  const services = servicesOf(context)
  const items = entry.items.flatMap(({ service, persons }) => {
    const known = services.get(service)
    return known === undefined ? [] : [{ service: known, persons }]
  })
  const offices = officesOf(context).filter(({ id }) => entry.offices.includes(id))
  return { entry, offices, items, locale: context.locale }
}

/** What somebody wishes for. */
export const entryFacts = ({ entry, offices, items, locale }: ShownEntry): TemplateResult =>
  definitionList([
    {
      term: t('booking.what'),
      description: html`${items.map(
        ({ service, persons }) => html`<div>${say(service.title)}${persons > 1 ? ` (${persons})` : nothing}</div>`,
      )}`,
    },
    { term: t('entry.offices'), description: html`${offices.map(({ name }) => html`<div>${say(name)}</div>`)}` },
    {
      term: t('entry.days'),
      description: `${wholeDay(entry.firstDay, locale)} – ${wholeDay(entry.lastDay, locale)}`,
    },
    { term: t('entry.time'), description: t(`waiting.${entry.timeOfDay}`) },
    ...(entry.draw === null ? [] : [{ term: t('entry.ticket'), description: html`<code>${entry.ticket}</code>` }]),
  ])
