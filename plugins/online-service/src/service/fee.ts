import { defineError } from '@kreiswerk/core'
import type { Answers } from '../field/field.ts'
import type { FeeItem, Service } from './defineService.ts'
import { pruned } from './form.ts'
import { isAmount } from './money.ts'

export interface FeeLine extends FeeItem {
  /** Quantity times amount for one, in integer euro cents. */
  readonly amount: number
}

export interface Fee {
  /** In integer euro cents; 0 is free of charge. */
  readonly amount: number
  readonly items: readonly FeeLine[]
}

export const feeNotAnAmount = defineError(
  'online-service.fee-not-an-amount',
  500,
  'The fee of {service} is not a whole number of cents',
)

/** What complete, checked answers cost. Lines that cost nothing are left out. */
export function feeOf(service: Service, answers: Answers): Fee {
  const items = service
    .fee(pruned(service, answers))
    .map((item) => ({ ...item, amount: item.quantity * item.unitAmount }))
    .filter((item) => item.amount !== 0)
  const amount = items.reduce((sum, item) => sum + item.amount, 0)
  const sound = items.every((item) => isAmount(item.quantity) && isAmount(item.unitAmount)) && isAmount(amount)
  if (!sound) throw feeNotAnAmount({ service: service.id })
  return { amount, items }
}
