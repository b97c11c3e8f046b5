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

/** Whether it takes time at a desk that nobody else can have. */
export const occupies = (state: State): boolean => !['cancelled', 'lapsed'].includes(state)

/** Whether the citizen can still move or cancel it. */
export const isOpen = (state: State): boolean => ['preconfirmed', 'confirmed'].includes(state)
