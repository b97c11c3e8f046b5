import { defineError } from '@kreiswerk/core'
import { phraseIn } from '@kreiswerk/ui-kit'
import type { Office } from '../office/office.ts'
import { wholeDay } from '../time/words.ts'
import type { Impossible } from './impossible.ts'

export const errors = {
  unknownGroup: defineError('appointments.schedule-group-unknown', 400, 'The office has no such group of desks'),
  timesReversed: defineError(
    'appointments.schedule-times-reversed',
    400,
    'On {day} it would end before it begins; change the times',
  ),
  noDesks: defineError('appointments.schedule-no-desks', 400, 'On {day} no desk would be open; say how many are'),
  over: defineError('appointments.schedule-over', 400, 'Its last day, {day}, is over; choose a later one'),
  noEffect: defineError(
    'appointments.schedule-no-effect',
    400,
    'It changes nothing, on {day} for the first time; see what counts on that day already',
  ),
  validityReversed: defineError(
    'appointments.schedule-validity-reversed',
    400,
    'It begins on {day} and ends on {lastDay}; choose days in order, at most two years apart',
  ),
  neverApplies: defineError(
    'appointments.schedule-never-applies',
    400,
    'From {day} to {lastDay} there is no such day; change the weekday or the validity',
  ),
  tooManyDesks: defineError(
    'appointments.schedule-too-many-desks',
    400,
    'On {day} at {time} {desks} desks of {group} would be open, but there are {lanes}; take some away',
  ),
  outdated: defineError(
    'appointments.preview-outdated',
    409,
    'Somebody changed the schedule or booked meanwhile; look at the new preview',
  ),
}

/** What is impossible as an error that names the day. */
export function impossibleError(impossible: Impossible, { groups }: Office, locale: string): Error {
  const day = wholeDay(impossible.day, locale)
  switch (impossible.why) {
    case 'unknown-group':
      return errors.unknownGroup()
    case 'times-reversed':
      return errors.timesReversed({ day })
    case 'no-desks':
      return errors.noDesks({ day })
    case 'over':
      return errors.over({ day })
    case 'no-effect':
      return errors.noEffect({ day })
    case 'validity-reversed':
      return errors.validityReversed({ day, lastDay: wholeDay(impossible.lastDay, locale) })
    case 'never-applies':
      return errors.neverApplies({
        day,
        lastDay: impossible.lastDay === '' ? '–' : wholeDay(impossible.lastDay, locale),
      })
    case 'too-many-desks': {
      const { time, desks, lanes } = impossible
      const name = groups.find(({ id }) => id === impossible.group)?.name
      const group = name === undefined ? impossible.group : phraseIn(name, locale)
      return errors.tooManyDesks({ day, time, group, desks, lanes })
    }
  }
}
