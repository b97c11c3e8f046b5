import type { EntityManager } from '@kreiswerk/core'
import { advance, readBooking } from '../booking/readBooking.ts'
import type { State } from '../booking/state.ts'
import type { VisitState } from './step.ts'

const bookingStates: Readonly<Record<VisitState, State>> = {
  waiting: 'arrived',
  parked: 'arrived',
  called: 'called',
  serving: 'called',
  served: 'served',
  missed: 'missed',
  left: 'missed',
}

/** The appointment of a visit goes where the visit goes. */
export async function followVisit(em: EntityManager, bookingId: string | null, state: VisitState): Promise<void> {
  if (bookingId === null) return
  const booking = await readBooking(em, bookingId)
  if (booking.state !== bookingStates[state]) await advance(em, booking, bookingStates[state])
}
