/** What the provider says about a transaction, in our spelling. */
export type ProviderStatus = 'initial' | 'payed' | 'failed' | 'canceled'

/**
 * Where a payment stands. `created`: written down, not yet answered. `unknown`: asked, but no clear answer; the money may
 * be on its way. `manual`: only a person can tell. The provider's words are kept where it has one (`payed`).
 */
export type PaymentState = 'created' | 'unknown' | 'initial' | 'manual' | 'failed' | 'canceled' | 'expired' | 'payed'

/** A claim has at most one payment in these states; while it has one, no other may begin. */
export const openStates = ['created', 'unknown', 'initial', 'manual'] as const satisfies readonly PaymentState[]

export const isOpen = (state: PaymentState): boolean => (openStates as readonly PaymentState[]).includes(state)

/** Why a person should look at a payment. */
export type Attention =
  'amount-mismatch' | 'not-found' | 'unclear' | 'refused' | 'overdue' | 'late' | 'refund-due' | 'settlement-failed'

/** The amount (cents), currency and request that the provider's answer names; all must be ours. */
export interface Charge {
  amount: number
  currency: string
  requestId: string
}

/** What was learned about a payment. */
export type Observation =
  | { kind: 'seen'; status: ProviderStatus; charge: Charge | null }
  /** A time-out, a broken connection, a server error: nobody knows whether the request arrived. */
  | { kind: 'unclear' }
  /** The provider said no; `first` when no earlier request can have got through. */
  | { kind: 'refused'; first: boolean }
  /** The provider knows the request but cannot find its transaction. */
  | { kind: 'absent' }
  /** 48 hours have passed. */
  | { kind: 'overdue' }
  /** Nobody expects the money any longer. */
  | { kind: 'withdrawn' }

export interface Step {
  state: PaymentState
  /** A new reason for a person to look; `null` changes nothing. */
  attention: Attention | null
  /** Paid although we had given it up. */
  late: boolean
}

const to = (state: PaymentState, attention: Attention | null = null, late = false): Step => ({ state, attention, late })

const isSame = (charge: Charge, ours: Charge): boolean =>
  charge.amount === ours.amount && charge.currency === ours.currency && charge.requestId === ours.requestId

function seen(state: PaymentState, status: ProviderStatus, charge: Charge | null, ours: Charge): Step {
  const open = isOpen(state)
  if (status === 'payed') {
    // Without a confirmed amount nothing is paid; but what was given up stays given up, so that no second payment opens.
    if (!charge || !isSame(charge, ours)) return to(open ? 'manual' : state, 'amount-mismatch')
    return open ? to('payed') : to('payed', 'late', true)
  }
  if (!open || state === 'manual') return to(state)
  if (charge && !isSame(charge, ours)) return to('manual', 'amount-mismatch')
  return to(status)
}

/** The next state of a payment. States only move forward, `payed` is never left, and money is never overlooked. */
export function advance(state: PaymentState, observation: Observation, ours: Charge): Step {
  if (state === 'payed') return to(state)
  if (observation.kind === 'seen') return seen(state, observation.status, observation.charge, ours)
  if (!isOpen(state) || state === 'manual') return to(state)
  const asked = state === 'created' || state === 'unknown'
  switch (observation.kind) {
    case 'unclear':
      return to(state === 'created' ? 'unknown' : state)
    case 'refused':
      if (!asked) return to(state)
      return observation.first && state === 'created' ? to('failed') : to('manual', 'refused')
    case 'absent':
      return asked ? to('manual', 'not-found') : to(state)
    case 'overdue':
      return asked ? to('manual', 'unclear') : to('expired', 'overdue')
    case 'withdrawn':
      return to('canceled')
  }
}
