import { defineError } from '@kreiswerk/core'

/** How far the office is with a case. */
export type Stage = 'awaiting-payment' | 'received' | 'in-progress' | 'decided'

/** What keeps a case from being over, which is what worklists are divided by: money, work, nothing. */
export type Phase = 'payment' | 'work' | 'done'

export const phaseOf = (stage: Stage): Phase =>
  stage === 'awaiting-payment' ? 'payment' : stage === 'decided' ? 'done' : 'work'

export type Outcome = 'granted' | 'refused' | 'withdrawn'

/** Where the money is; an axis of its own, because money may arrive at any stage, even after the decision. */
export type PaymentStage = 'none' | 'open' | 'paid'

export interface CaseState {
  readonly stage: Stage
  readonly payment: PaymentStage
  /** The account of the clerk who has taken it on. */
  readonly assignee: string | null
  readonly outcome: Outcome | null
  /** Paid although it will not be carried out: the office owes the money back. */
  readonly refundDue: boolean
}

export type CaseStep =
  | { readonly kind: 'pay' }
  | { readonly kind: 'assign'; readonly to: string }
  | { readonly kind: 'release' }
  | { readonly kind: 'decide'; readonly outcome: 'granted' | 'refused'; readonly by: string }
  | { readonly kind: 'withdraw' }

export const errors = {
  notPaid: defineError('online-service.not-paid', 409, 'The fee has not been paid yet'),
  decided: defineError('online-service.already-decided', 409, 'The case has been decided already'),
  assignedToOther: defineError('online-service.assigned-to-other', 409, 'Somebody else works on this case'),
  notAssigned: defineError('online-service.not-assigned', 409, 'Take the case on first'),
  paidAlready: defineError('online-service.already-paid', 409, 'The fee has been paid already'),
}

/** The state of a case that was just filed; with a fee it is received only once that is paid. */
export const filed = (fee: number): CaseState => ({
  stage: fee > 0 ? 'awaiting-payment' : 'received',
  payment: fee > 0 ? 'open' : 'none',
  assignee: null,
  outcome: null,
  refundDue: false,
})

/** The state after a step, or a coded error that says why the step is not possible. */
export function advance(state: CaseState, step: CaseStep): CaseState {
  switch (step.kind) {
    case 'pay':
      return pay(state)
    case 'assign':
      assertWorkable(state)
      if (state.assignee !== null && state.assignee !== step.to) throw errors.assignedToOther()
      return { ...state, stage: 'in-progress', assignee: step.to }
    case 'release':
      assertWorkable(state)
      if (state.assignee === null) throw errors.notAssigned()
      return { ...state, stage: 'received', assignee: null }
    case 'decide':
      assertWorkable(state)
      if (state.assignee === null) throw errors.notAssigned()
      if (state.assignee !== step.by) throw errors.assignedToOther()
      return { ...state, stage: 'decided', outcome: step.outcome }
    case 'withdraw':
      if (state.stage === 'decided') throw errors.decided()
      return { ...state, stage: 'decided', outcome: 'withdrawn', refundDue: state.payment === 'paid' }
  }
}

function pay(state: CaseState): CaseState {
  if (state.payment !== 'open') throw errors.paidAlready()
  if (state.stage === 'awaiting-payment') return { ...state, stage: 'received', payment: 'paid' }
  return { ...state, payment: 'paid', refundDue: true }
}

function assertWorkable(state: CaseState) {
  if (state.stage === 'decided') throw errors.decided()
  if (state.stage === 'awaiting-payment') throw errors.notPaid()
}
