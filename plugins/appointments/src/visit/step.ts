/**
 * Where somebody stands who came: in line, called, at a desk, set aside, not there when called, done, or gone without
 * having been served.
 */
export type VisitState = 'waiting' | 'called' | 'serving' | 'parked' | 'missed' | 'served' | 'left'

/** What staff do with a visit. */
export const steps = ['call', 'recall', 'serve', 'finish', 'park', 'return', 'miss', 'leave', 'redirect'] as const
export type Step = (typeof steps)[number]

const allowed: Readonly<Record<Step, { from: readonly VisitState[]; to: VisitState }>> = {
  call: { from: ['waiting', 'parked'], to: 'called' },
  recall: { from: ['called'], to: 'called' },
  serve: { from: ['called'], to: 'serving' },
  finish: { from: ['serving'], to: 'served' },
  park: { from: ['waiting', 'called', 'serving'], to: 'parked' },
  return: { from: ['called', 'parked', 'missed'], to: 'waiting' },
  miss: { from: ['called'], to: 'missed' },
  leave: { from: ['waiting', 'called', 'parked'], to: 'left' },
  redirect: { from: ['waiting', 'called', 'serving', 'parked'], to: 'waiting' },
}

/** The state after a step; `null` where the step is not possible. */
export const after = (state: VisitState, step: Step): VisitState | null =>
  allowed[step].from.includes(state) ? allowed[step].to : null
