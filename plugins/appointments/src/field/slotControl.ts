import { html, nothing } from '@kreiswerk/core'
import type { TemplateResult } from '@kreiswerk/core'
import type { ContributedField } from '@kreiswerk/online-service/contract'
import { button, buttonGroup, field as control, notification, phraseIn, t as message } from '@kreiswerk/ui-kit'
import type { ChosenSlot } from './chosenSlot.ts'
import type { Offer, OfferedSlot } from './offer.ts'
import { slotText } from './slotValue.ts'
import { timeAndDay } from './slotWords.ts'
import { timeInWords } from '../time/words.ts'

/** What the control knows of the world. */
export interface LiveSlots extends Offer {
  /** What was chosen before and can still be had. */
  chosen: ChosenSlot | null
  /** What was chosen has gone to somebody else. */
  lost: boolean
  /** The day from which times are shown; `undefined` for the next ones. */
  show: string | undefined
}

// These words are shown on a page of another plugin.
const t = (key: string, params?: Record<string, unknown>) => message(key, params).ownedBy('appointments')

/** The next free times to choose from, with buttons for more; works without JavaScript. */
export function slotControl(
  field: ContributedField,
  { name, locale, live }: { name: string; locale: string; live: unknown },
): TemplateResult {
  const { slots, more, chosen, lost, show } = live as LiveSlots
  const several = new Set(slots.map(({ office }) => office.id)).size > 1
  const isChosen = ({ office, start }: OfferedSlot) =>
    chosen?.office.id === office.id && chosen.start.getTime() === start.getTime()
  const options = slots
    .filter((slot) => !isChosen(slot))
    .map((slot) => ({
      value: slotText({ office: slot.office.id, start: slot.start }),
      label: timeAndDay(slot, slot.office, locale),
      hint: several ? phraseIn(slot.office.name, locale) : undefined,
    }))
  const buttons = [
    ...(show === undefined ? [] : [pageButton(name, '', 'slot.earlier')]),
    ...(more === null ? [] : [pageButton(name, more, 'slot.more')]),
  ]
  return html`
    ${lost ? notification({ kind: 'warning', title: t('slot.lost'), body: html`<p>${t('slot.lost-body')}</p>` }) : nothing}
    ${
      options.length === 0 && chosen === null
        ? notification({ kind: 'info', title: t('slot.none'), body: html`<p>${t('slot.none-body')}</p>` })
        : control.radios({
            name,
            label: phraseIn(field.label, locale),
            hint: field.hint && phraseIn(field.hint, locale),
            optional: field.optional,
            options: [...(chosen === null ? [] : [chosenOption(chosen, locale)]), ...options],
          })
    }
    ${buttons.length === 0 ? nothing : buttonGroup(...buttons)}
  `
}

// It stands first wherever the list begins, so that it is not lost from sight.
const chosenOption = (chosen: ChosenSlot, locale: string) => ({
  value: slotText({ office: chosen.office.id, start: chosen.start }),
  label: timeAndDay(chosen, chosen.office, locale),
  hint:
    chosen.heldUntil === null
      ? undefined
      : t('slot.kept', { time: timeInWords(chosen.heldUntil, chosen.office.timeZone) }),
})

const pageButton = (name: string, day: string, key: string) =>
  button.secondary(t(key), { name, value: `show:${day}`, formnovalidate: true })
