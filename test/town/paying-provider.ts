import type { PaymentProvider } from '../../core/src/payments/provider.ts'

type Charge = Parameters<PaymentProvider['create']>[0]
type Status = 'initial' | 'payed'

/** A payment provider that accepts everything and says what it is told to say. */
export function payingProvider(): { provider: PaymentProvider; say(status: Status): void } {
  let status: Status = 'initial'
  const asked = new Map<string, Pick<Charge, 'requestId' | 'amount' | 'currency'>>()
  const transaction = (id: string) => ({
    transactionId: id,
    status,
    statusDetail: null,
    redirectUrl: status === 'initial' ? `https://pay.example/${id}` : null,
    reference: 'KZ-1',
    method: 'CREDITCARD',
    charge: asked.get(id) ?? null,
  })
  const provider: PaymentProvider = {
    id: 'obliging',
    pageOrigins: ['https://pay.example'],
    async create({ requestId, amount, currency }) {
      asked.set(requestId, { requestId, amount, currency })
      return { kind: 'accepted', transaction: transaction(requestId) }
    },
    query: async (id) => ({ kind: 'found', transaction: transaction(id) }),
    status: async () => ({ kind: 'ready' }),
  }
  return { provider, say: (now) => void (status = now) }
}
