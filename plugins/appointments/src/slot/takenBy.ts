import type { ExpressionBuilder } from '@kreiswerk/core'
import type { Tables } from '../rows.ts'
import type { Interval } from '../time/interval.ts'

/** Time of a desk that somebody has, or had. */
export interface TimeOfDesk extends Interval {
  readonly lane: string
}

/** Of the cells of this time those that still are of a booking, or of time that came free: a condition of a query. */
export const takenBy =
  (id: string, { lane, from, to }: TimeOfDesk) =>
  (is: ExpressionBuilder<Tables, 'appointments_cell'>) =>
    is.and([is('lane', '=', lane), is('cell', '>=', from), is('cell', '<', to), is('bookingId', '=', id)])
