import type { CurrentAnswer, LiveAnswers, ReadingContext } from '@kreiswerk/online-service/contract'
import { phraseIn } from '@kreiswerk/ui-kit'
import { linkTo } from '../booking/link.ts'
import { readReferring } from '../booking/readReferring.ts'
import { isOpen } from '../booking/state.ts'
import type { Catalogue } from './catalogue.ts'
import { stateInWords, timeAndDay, words } from './slotWords.ts'

/** The appointments of a case as they stand; only its applicant gets the link that moves and cancels. */
export async function currentSlots(
  { em, now }: ReadingContext,
  catalogue: Catalogue,
  { reference, locale, audience }: Parameters<LiveAnswers['current']>[1],
): Promise<CurrentAnswer[]> {
  const answers: CurrentAnswer[] = []
  for (const booking of await readReferring(em, reference)) {
    const office = catalogue.offices.find(({ id }) => id === booking.office)
    if (office === undefined || booking.linkedTo === null) continue
    const changes = audience === 'applicant' && isOpen(booking, now)
    const href = changes ? `/termine/termin/${await linkTo(em, 'manage', booking)}` : null
    answers.push({
      name: booking.linkedTo.field,
      label: phraseIn(words.label, locale),
      value: [
        timeAndDay({ start: booking.startsAt, end: booking.endsAt }, office, locale),
        phraseIn(office.name, locale),
        ...stateInWords(booking.state, locale),
      ],
      link: href === null ? null : { label: phraseIn(words.change, locale), href },
    })
  }
  return answers
}
