import type { DrawRule } from '../draw/round.ts'
import type { Phrase } from '@kreiswerk/ui-kit'

/** How people meet. */
export type Variant = 'counter' | 'phone' | 'video'

/** Desks at which the same is done. */
export interface Group {
  /** Lower-case, unique within the office. */
  readonly id: string
  readonly name: Phrase
  /** The most desks that can be open at once. */
  readonly lanes: number
  /** Ids of the services done there. */
  readonly services: readonly string[]
  readonly variants: readonly Variant[]
  /** Stands before the numbers that are called; A, B, C … in the order of the groups if absent. */
  readonly letter?: string
  /** Whether people also come without an appointment, and how many of them a day; nobody if absent. */
  readonly walkIn?: true | { readonly perDay: number }
}

/** A place, or a department, where people have appointments. */
export interface Office {
  /** Lower-case, unique within the portal; part of addresses. */
  readonly id: string
  readonly name: Phrase
  /** Path of the organisation unit whose staff work there. */
  readonly unit: string
  /** Office above in the tree that citizens choose from; at its top if absent. */
  readonly parent?: string
  readonly address: string
  /** IANA name, e.g. `Europe/Berlin`. */
  readonly timeZone: string
  readonly groups: readonly Group[]
}

/** Something people come for. */
export interface Service {
  /** Lower-case, unique within the portal; part of addresses. */
  readonly id: string
  readonly title: Phrase
  /** Minutes it takes for one person. */
  readonly minutes: number
  /** What to bring, one line each. */
  readonly bring: readonly Phrase[]
  readonly variants: readonly Variant[]
  /** The most persons in one appointment. */
  readonly persons: number
  /** How many appointments to come one person may have for it. */
  readonly perPerson: number
  /** Given away only with an online service that asks for it, never by itself. */
  readonly byApplication?: boolean
  /** How its times are drawn where more people want them than there are; booked directly if absent. */
  readonly draw?: DrawRule
}
