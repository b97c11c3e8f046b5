import type { ProviderStatus } from '../../src/payments/payment-state.ts'
import type {
  CreateOutcome,
  HealthOutcome,
  PaymentProvider,
  PaymentRequest,
  QueryOutcome,
  Transaction,
} from '../../src/payments/provider.ts'

export type Failure = 'before-commit' | 'after-commit' | 'exists-not-found' | 'refuse' | 'silent'

interface Known {
  number: number
  request: PaymentRequest
  status: ProviderStatus
}

/** A provider in memory that does what a test tells it, within what XBezahldienste allows. */
export class ScriptedProvider implements PaymentProvider {
  readonly id = 'scripted'
  readonly pageOrigins = ['https://pay.example']
  /** Every request received, repeated ones too. */
  readonly requests: PaymentRequest[] = []
  readonly #known: Known[] = []
  queries = 0
  fail: Failure | null = null
  /** Cents too many in every answer. */
  surplus = 0
  onCreate: () => Promise<void> = async () => {}

  /** What the person decided at the provider, for the n-th payment there; the last unless told. */
  decide(status: ProviderStatus, index = this.#known.length - 1): void {
    this.#known[index]!.status = status
  }

  /** The same, unless there is no such payment or the person has paid already. */
  decideIfPossible(status: ProviderStatus, index = this.#known.length - 1): void {
    const known = this.#known[index]
    if (known && known.status !== 'payed') known.status = status
  }

  payAll(): void {
    for (const known of this.#known) known.status = 'payed'
  }

  /** The requests that were paid. */
  paidRequests(): string[] {
    return this.#known.filter(({ status }) => status === 'payed').map(({ request }) => request.requestId)
  }

  reset(): void {
    this.#known.length = 0
    this.requests.length = 0
    this.fail = null
  }

  async create(request: PaymentRequest): Promise<CreateOutcome> {
    this.requests.push(request)
    await this.onCreate()
    if (this.fail === 'before-commit') return { kind: 'unknown', cause: 'timeout' }
    if (this.fail === 'refuse') return { kind: 'rejected', code: 'FORBIDDEN', detail: 'no contract' }
    if (this.fail === 'exists-not-found' || this.#find(request.requestId)) return { kind: 'exists' }
    const known: Known = { number: this.#known.length + 1, request, status: 'initial' }
    this.#known.push(known)
    if (this.fail === 'after-commit') return { kind: 'unknown', cause: 'timeout' }
    return { kind: 'accepted', transaction: this.#describe(known) }
  }

  async query(id: string): Promise<QueryOutcome> {
    this.queries += 1
    if (this.fail === 'silent') return { kind: 'unknown', cause: 'http-503' }
    const known = this.#find(id)
    return known ? { kind: 'found', transaction: this.#describe(known) } : { kind: 'missing' }
  }

  async status(): Promise<HealthOutcome> {
    return { kind: 'ready' }
  }

  #find(id: string): Known | undefined {
    return this.#known.find(({ number, request }) => `T${number}` === id || request.requestId === id)
  }

  #describe({ number, request, status }: Known): Transaction {
    return {
      transactionId: `T${number}`,
      status,
      statusDetail: null,
      redirectUrl: status === 'initial' ? `https://pay.example/${number}` : null,
      reference: status === 'payed' ? `KZ${number}` : null,
      method: null,
      charge: { amount: request.amount + this.surplus, currency: request.currency, requestId: request.requestId },
    }
  }
}
