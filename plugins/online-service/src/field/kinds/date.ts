import { Type } from '@kreiswerk/core'
import { addDays, dayInWords, isDay, weekdayOf } from '../../service/day.ts'
import type { DateField, DayRule } from '../field.ts'
import { fieldKind, problem } from '../kind.ts'
import { readText } from './text.ts'

const german = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/

/** The day a rule means on the day of filling in. */
export const dayFor = (rule: DayRule, today: string): string =>
  typeof rule === 'string' ? rule : addDays(today, rule.days)

/** A calendar day `YYYY-MM-DD`; people may type `4.12.2026`. */
export const dateKind = fieldKind<DateField>('date', {
  read(sent) {
    const text = readText(sent)
    const parts = typeof text === 'string' ? german.exec(text) : null
    return parts === null ? text : `${parts[3]}-${parts[2]!.padStart(2, '0')}-${parts[1]!.padStart(2, '0')}`
  },
  check(value, { earliest, latest, weekdays }, { today }) {
    if (!isDay(value)) return [problem('format-date')]
    if (earliest !== undefined && value < dayFor(earliest, today)) {
      return [problem('date-too-early', { earliest: dayInWords(dayFor(earliest, today)) })]
    }
    if (latest !== undefined && value > dayFor(latest, today)) {
      return [problem('date-too-late', { latest: dayInWords(dayFor(latest, today)) })]
    }
    return weekdays === undefined || weekdays.includes(weekdayOf(value)) ? [] : [problem('date-weekday')]
  },
  schema: () => Type.String({ format: 'date' }),
  words: (value, _field, locale) => [isDay(value) ? dayInWords(value, locale) : String(value)],
})
