import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { PaymentRequest } from './request-schema.ts'

export type Status = 'INITIAL' | 'PAYED' | 'FAILED' | 'CANCELED'

/** What a person can decide on the payment page. */
export type Decision = Exclude<Status, 'INITIAL'>

export interface Transaction {
  id: string
  /** `<originatorId>/<endPointId>` */
  tenant: string
  request: PaymentRequest
  status: Status
  /** The Kassenzeichen, given when the money is there. */
  reference: string | null
  timestamp: string
}

/** The emulator's books: in memory, and in a JSON file when one is named, so that they outlive a restart. */
export class Transactions {
  #all = new Map<string, Transaction>()
  #byRequest = new Map<string, Transaction>()
  #file: string | undefined

  constructor(file?: string) {
    this.#file = file
    if (!file || !existsSync(file)) return
    const stored = JSON.parse(readFileSync(file, 'utf8')) as Transaction[]
    for (const transaction of stored) this.#add(transaction)
  }

  get(id: string): Transaction | undefined {
    return this.#all.get(id)
  }

  /** Finds by our id or by the id that the portal gave its request. */
  find(tenant: string, id: string): Transaction | undefined {
    const own = this.#all.get(id)
    if (own?.tenant === tenant) return own
    const requested = this.byRequest(id)
    return requested?.tenant === tenant ? requested : undefined
  }

  byRequest(requestId: string): Transaction | undefined {
    return this.#byRequest.get(requestId)
  }

  create(tenant: string, request: PaymentRequest): Transaction {
    const transaction: Transaction = {
      id: randomUUID(),
      tenant,
      request,
      status: 'INITIAL',
      reference: null,
      timestamp: new Date().toISOString(),
    }
    this.#add(transaction)
    this.#save()
    return transaction
  }

  /** Records what the person decided; the first decision stands. */
  decide(transaction: Transaction, decision: Decision): void {
    if (transaction.status === 'INITIAL') this.#move(transaction, decision)
  }

  /** Some means of payment deliver money after a payment was given up. */
  payLate(transaction: Transaction): void {
    if (transaction.status !== 'PAYED') this.#move(transaction, 'PAYED')
  }

  #move(transaction: Transaction, status: Decision): void {
    transaction.status = status
    transaction.timestamp = new Date().toISOString()
    if (status === 'PAYED') transaction.reference = kassenzeichen(transaction.id)
    this.#save()
  }

  #add(transaction: Transaction): void {
    this.#all.set(transaction.id, transaction)
    this.#byRequest.set(transaction.request.requestId, transaction)
  }

  #save(): void {
    if (!this.#file) return
    const next = `${this.#file}.next`
    writeFileSync(next, JSON.stringify([...this.#all.values()], null, 2))
    renameSync(next, this.#file)
  }
}

/** A reference as it could stand on a bank statement. */
export const kassenzeichen = (id: string): string =>
  `EMU${(BigInt(`0x${id.replaceAll('-', '')}`) % 10n ** 10n).toString().padStart(10, '0')}`
