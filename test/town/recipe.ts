import type { Slot } from './slots.ts'
import type { Who } from './people.ts'
import type { Town } from './town.ts'

/** A request that fits the schemas and the state of things. */
export interface ValidRequest {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: object
  cookie?: string
}

/** How an action is used rightly. */
export interface Recipe {
  /** Whether there is one thing of each slot that it can be done to. */
  slots?: true
  /** The refusal that follows once permission is given, where a test has not got what a success needs. */
  passes?: string
  /** Hashes a password, which takes a tenth of a second. */
  slow?: true
  /** What a list shows of the thing in a slot; without it in the answer the thing is hidden. */
  shows?(town: Town, who: Who, slot: Slot): string
  /** Makes the request, and the state of things that it needs. */
  make(town: Town, who: Who, slot: Slot): ValidRequest | Promise<ValidRequest>
}
