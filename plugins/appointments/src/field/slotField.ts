import { Type } from '@kreiswerk/core'
import type { Static } from '@kreiswerk/core'
import type { ContributedField, Field, FieldType } from '@kreiswerk/online-service/contract'
import { phraseIn } from '@kreiswerk/ui-kit'
import type { Settings } from '../catalogue/settings.ts'
import { cellsFor } from '../slot/need.ts'
import { cellOf, momentOf } from '../time/cell.ts'
import { catalogueOf, needOf, officesFor } from './catalogue.ts'
import type { Catalogue } from './catalogue.ts'
import { liveSlots } from './liveSlots.ts'
import { slotControl } from './slotControl.ts'
import { settingsOf, slotFlaw } from './slotSettings.ts'
import { slotIn, slotPattern, slotText } from './slotValue.ts'
import { timeAndDay } from './slotWords.ts'

/** The kind `appointments.slot`: an online service asks for an appointment at one of the offices its definition names. */
export function slotField(settings: Static<typeof Settings>): FieldType {
  const catalogue = catalogueOf(settings)
  return {
    kind: 'appointments.slot',
    flaw: (field) => slotFlaw(field, catalogue),
    read(sent) {
      if (sent === undefined || sent === null || sent === '') return undefined
      const slot = slotIn(sent)
      return slot === undefined ? sent : slotText(slot)
    },
    check(value, field) {
      const slot = slotIn(value)
      if (slot === undefined) return [{ pointer: '', code: 'enum' }]
      const offered = officesFor(catalogue, settingsOf(field as ContributedField))
      return offered.some(({ id }) => id === slot.office) ? [] : [{ pointer: '', code: 'enum' }]
    },
    schema: () => Type.String({ pattern: slotPattern, maxLength: 140 }),
    words: (value, field, locale) => slotInWords(value, field, { catalogue, locale }),
    control: slotControl,
    live: liveSlots(catalogue),
  }
}

function slotInWords(value: unknown, field: Field, { catalogue, locale }: { catalogue: Catalogue; locale: string }) {
  const slot = slotIn(value)
  const office = slot && catalogue.offices.find(({ id }) => id === slot.office)
  if (slot === undefined || office === undefined) return [String(value)]
  const length = cellsFor(needOf(settingsOf(field as ContributedField)), catalogue.services)
  const end = momentOf(cellOf(slot.start) + length)
  return [timeAndDay({ start: slot.start, end }, office, locale), phraseIn(office.name, locale)]
}
