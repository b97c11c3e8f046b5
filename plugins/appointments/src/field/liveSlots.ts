import type { PluginContext, Problem, WritingContext } from '@kreiswerk/core'
import type { LiveAnswers } from '@kreiswerk/online-service/contract'
import { advance } from '../booking/readBooking.ts'
import { keepTime } from '../booking/takeTime.ts'
import { officeOf } from '../catalogue/catalogue.ts'
import { bookSlot } from './bookSlot.ts'
import type { Catalogue } from './catalogue.ts'
import { chosenSlot } from './chosenSlot.ts'
import { claimSlot } from './claimSlot.ts'
import { currentSlots } from './currentSlots.ts'
import { offerFrom } from './offer.ts'
import { releaseSlots } from './releaseSlots.ts'
import type { LiveSlots } from './slotControl.ts'
import { settingsOf } from './slotSettings.ts'

const gone: Problem[] = [{ pointer: '', code: 'no-longer-free' }]

/** The times of a slot field: held while the form is filled in, booked with the case, given back when that ends. */
export function liveSlots(catalogue: Catalogue): LiveAnswers {
  // What runs here belongs to this plugin, though another one calls it.
  const own = (context: WritingContext): WritingContext => ({
    ...context,
    settings: (() => catalogue.settings) as PluginContext['settings'],
  })

  return {
    async load(context, { show: from, ...answer }) {
      const show = from === '' ? undefined : from
      const chosen = await chosenSlot(context, catalogue, answer)
      const offer = await offerFrom(context, catalogue, settingsOf(answer.field), show)
      const live: LiveSlots = { ...offer, chosen, lost: answer.value !== undefined && chosen === null, show }
      return live
    },

    stands: async (context, answer) => (await chosenSlot(context, catalogue, answer)) !== null,

    async reserve(given, { locale, ...answer }) {
      const context = own(given)
      const { em, now } = context
      const held = await claimSlot(context, catalogue, answer, locale)
      if (held === null) return gone
      const heldUntil = new Date(now.getTime() + catalogue.settings.holdMinutes * 60_000)
      await keepTime(em, officeOf(context, held.office), held, heldUntil)
      await advance(em, held, 'held', { heldUntil })
      return []
    },

    async confirm(given, answer) {
      const context = own(given)
      const held = await claimSlot(context, catalogue, answer, answer.filed.applicant.locale)
      if (held === null) return gone
      await bookSlot(context, catalogue, held, answer)
      return []
    },

    release: (context, reference) => releaseSlots(own(context), catalogue, reference),
    current: (context, asked) => currentSlots(context, catalogue, asked),
  }
}
