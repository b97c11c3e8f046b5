import { phraseIn } from '@kreiswerk/ui-kit'
import type { Office } from '../office/office.ts'
import { dayInWords, timeInWords } from '../time/words.ts'

const between = { de: '{from} bis {to} Uhr', en: '{from} to {to}' }

/** A stretch of time as people read it, e.g. "Dienstag, 1. Dezember 2026, 07:00 bis 11:00 Uhr". */
export function timeAndDay(
  { start, end }: { start: Date; end: Date },
  { timeZone }: Pick<Office, 'timeZone'>,
  locale: string,
): string {
  const hours = phraseIn(between, locale)
    .replace('{from}', timeInWords(start, timeZone))
    .replace('{to}', timeInWords(end, timeZone))
  return `${dayInWords(start, timeZone, locale)}, ${hours}`
}

/** How a booking stands, where that is worth a word. */
const states = {
  cancelled: { de: 'abgesagt', en: 'cancelled' },
  missed: { de: 'nicht erschienen', en: 'missed' },
  arrived: { de: 'angemeldet', en: 'arrived' },
  called: { de: 'aufgerufen', en: 'called' },
  served: { de: 'erledigt', en: 'done' },
} as const

export const stateInWords = (state: string, locale: string): string[] =>
  state in states ? [phraseIn(states[state as keyof typeof states], locale)] : []

export const words = {
  label: { de: 'Termin', en: 'Appointment' },
  change: {
    de: 'Termin ansehen, verschieben oder absagen',
    en: 'See, move or cancel the appointment',
    'de-simple': 'Termin ändern oder absagen',
  },
} as const
