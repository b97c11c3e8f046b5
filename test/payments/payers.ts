import type { Payments } from '../../core/src/payments/payments.ts'
import type { PaymentEmulator } from '../../sample-deployment/payment-emulator/payment-emulator.ts'
import type { Decision } from '../../sample-deployment/payment-emulator/transactions.ts'
import { chance } from './lies.ts'

/** What somebody does with a claim, and how many of a hundred do so. */
const habits = {
  pays: 52,
  'clicks twice and pays': 8,
  'cancels, then pays': 8,
  'fails, then pays': 6,
  'cancels, but the money comes later': 6,
  'cancels, pays, and the canceled money comes too': 4,
  'pays after three days': 6,
  'never pays': 4,
  'the office cancels': 3,
  'the office cancels, but the money comes': 3,
} as const

export type Habit = keyof typeof habits

export interface Payer {
  /** Also the reference of the claim's only item. */
  name: string
  claimId: string
  amount: number
  habit: Habit
}

export const habitOf = (seed: number, name: string): Habit => {
  let rest = chance(seed, `habit of ${name}`) * 100
  for (const [habit, share] of Object.entries(habits)) {
    rest -= share
    if (rest < 0) return habit as Habit
  }
  return 'pays'
}

/** What a person meets when they want to pay: the provider's page, or the code of what they were told instead. */
export type Outcome = { requestId: string } | { refused: string }

interface PayerOptions {
  payments: Payments
  emulator: PaymentEmulator
  cancelClaim(claimId: string): Promise<void>
  requestIdOf(paymentId: string): Promise<string>
}

/** How people behave, one visit to the portal at a time. */
export function createPayers({ payments, emulator, cancelClaim, requestIdOf }: PayerOptions) {
  async function begin(claimId: string): Promise<Outcome> {
    try {
      const { paymentId } = await payments.begin(claimId, { returnPath: '/zahlung' })
      return { requestId: await requestIdOf(paymentId) }
    } catch (error) {
      return { refused: codeOf(error) }
    }
  }

  /** Decides on the provider's page and comes back, in so many tabs at once. */
  async function decide(claimId: string, outcome: Outcome, decision: Decision, tabs = 1): Promise<void> {
    if ('refused' in outcome) return
    emulator.decide(outcome.requestId, decision)
    await Promise.all(Array.from({ length: tabs }, () => payments.refreshClaim(claimId)))
  }

  /** Begins and pays at once; tells what came of the beginning. */
  async function pay(claimId: string): Promise<Outcome> {
    const outcome = await begin(claimId)
    await decide(claimId, outcome, 'PAYED')
    return outcome
  }

  /** The first visit. */
  async function visit({ claimId, habit }: Payer): Promise<void> {
    switch (habit) {
      case 'pays':
        return void (await pay(claimId))
      case 'clicks twice and pays': {
        const [first, second] = await Promise.all([begin(claimId), begin(claimId)])
        return decide(claimId, 'refused' in first ? second : first, 'PAYED', 3)
      }
      case 'fails, then pays':
        return decide(claimId, await begin(claimId), 'FAILED')
      case 'cancels, then pays':
      case 'cancels, but the money comes later':
      case 'cancels, pays, and the canceled money comes too':
        return decide(claimId, await begin(claimId), 'CANCELED')
      case 'pays after three days':
      case 'never pays':
        return void (await begin(claimId))
      case 'the office cancels':
      case 'the office cancels, but the money comes':
        await begin(claimId)
        return cancelClaim(claimId)
    }
  }

  return { begin, pay, visit }
}

/** Whether somebody comes again to pay, once they see that it is not paid. */
export const comesAgain = ({ habit }: Payer): boolean =>
  ['pays', 'clicks twice and pays', 'cancels, then pays', 'fails, then pays'].includes(habit) ||
  habit === 'cancels, pays, and the canceled money comes too'

/** Whether the money of the first attempt comes days later. */
export const comesLate = ({ habit }: Payer): boolean =>
  habit.endsWith('comes later') ||
  habit.endsWith('comes too') ||
  habit.endsWith('the money comes') ||
  habit === 'pays after three days'

const codeOf = (error: unknown): string => {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code)
  throw error
}
