import type { TemplateResult } from '@kreiswerk/core'
import { button, buttonGrid, buttonGroup, currentLocale } from '@kreiswerk/ui-kit'
import { shortDay, timeInWords } from '../time/words.ts'

const mostDays = 20

/** The times of a day; whichever is pressed is sent as `start`. */
export const timeButtons = (times: readonly { start: string }[], timeZone: string): TemplateResult =>
  buttonGrid(
    ...times.map(({ start }) =>
      button.secondary(timeInWords(new Date(start), timeZone), { name: 'start', value: start }),
    ),
  )

/** The other days that have times, the next ones first. */
export const dayLinks = (
  days: readonly { day: string }[],
  chosen: string,
  hrefOf: (day: string) => string,
): TemplateResult =>
  buttonGroup(
    ...days
      .filter(({ day }) => day !== chosen)
      .slice(0, mostDays)
      .map(({ day }) => button.link(shortDay(day, currentLocale()), { href: hrefOf(day) })),
  )
