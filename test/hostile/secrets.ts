import { markOf, noteMark, reportMarkOf } from '../town/affairs.ts'
import { bookingCodeOf, bookingEmailOf, bookingMarkOf, deviceMarkOf } from '../town/office-affairs.ts'
import { emailOf, nameOf } from '../town/people.ts'
import type { Resident, Who } from '../town/people.ts'
import { slots } from '../town/slots.ts'
import type { Slot } from '../town/slots.ts'

const citizens = ['citizenA', 'citizenB', 'citizenC'] as const
type Citizen = (typeof citizens)[number]

const inX: readonly Citizen[] = ['citizenA', 'citizenC']
const inY: readonly Citizen[] = ['citizenB']

/** Whose cases somebody may read: their own, or those of their unit. */
const readableCases: Readonly<Record<Who, readonly Citizen[]>> = {
  anonymous: [],
  citizenA: ['citizenA'],
  citizenB: ['citizenB'],
  citizenC: ['citizenC'],
  clerkX: inX,
  deputyX: inX,
  formerDeputyX: [],
  clerkY: inY,
  barriers: [],
  accounts: [],
  accountsX: [],
  operator: [],
  privacy: [],
  noRole: [],
}

/** Whose appointments somebody may read: their own, or those at offices of their unit. */
const readableBookings = (who: Who): readonly Citizen[] =>
  who === 'clerkX' || who === 'clerkY' || citizens.some((citizen) => citizen === who) ? readableCases[who] : []

const inUnits: Readonly<Partial<Record<Who, readonly Slot[]>>> = { clerkX: ['own', 'foreign'], clerkY: ['elsewhere'] }

const processing: readonly Who[] = ['clerkX', 'deputyX', 'clerkY']
const isOwner = (who: Who, citizen: Citizen) => who === citizen

/** Words that must not be in any answer to this person. */
export function secretsFrom(who: Who): string[] {
  return [
    ...citizens.filter((citizen) => !readableCases[who].includes(citizen)).flatMap(wordsOf),
    ...citizens.filter((citizen) => !readableBookings(who).includes(citizen)).flatMap(bookingWordsOf),
    ...slots.filter((slot) => !inUnits[who]?.includes(slot)).map(deviceMarkOf),
    ...(who === 'barriers' ? [] : citizens.filter((citizen) => !isOwner(who, citizen)).map(reportMarkOf)),
    ...(processing.includes(who) ? [] : [noteMark]),
    // An account in unit Y that never works on a case.
    ...(who === 'accounts' ? [] : [nameOf('colleagueY'), emailOf('colleagueY')]),
  ]
}

const wordsOf = (citizen: Resident & Citizen): string[] => [nameOf(citizen), emailOf(citizen), markOf(citizen)]

const bookingWordsOf = (citizen: Resident & Citizen): string[] => [
  bookingMarkOf(citizen),
  bookingEmailOf(citizen),
  bookingCodeOf(citizen),
]
