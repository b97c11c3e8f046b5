/**
 * Where an appointment stands. `held` while somebody types, `preconfirmed` until the link in the mail is followed,
 * `confirmed` until the day; at the counter `arrived`, `called`, `served`. `missed` did not come, `lapsed` was never
 * confirmed.
 */
export type State =
  'held' | 'preconfirmed' | 'confirmed' | 'arrived' | 'called' | 'served' | 'missed' | 'cancelled' | 'lapsed'

const successors: Readonly<Record<State, readonly State[]>> = {
  held: ['preconfirmed', 'confirmed', 'cancelled', 'lapsed'],
  preconfirmed: ['confirmed', 'cancelled', 'lapsed'],
  confirmed: ['arrived', 'cancelled', 'missed'],
  arrived: ['called', 'cancelled', 'missed'],
  called: ['arrived', 'served', 'missed'],
  served: [],
  missed: ['arrived'],
  cancelled: [],
  lapsed: [],
}

export const canBecome = (from: State, to: State): boolean => successors[from].includes(to)

/** Whether the citizen can still move or cancel it: it stands, and has not begun. */
export const isOpen = ({ state, startsAt }: { state: string; startsAt: Date }, now: Date): boolean =>
  ['preconfirmed', 'confirmed'].includes(state) && now < startsAt
