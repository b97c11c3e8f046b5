import { parseArgs } from 'node:util'
import { fastify } from 'fastify'
import type { FastifyRequest } from 'fastify'
import { AccessTokens, tokenEndpoint, type Client } from './access-token.ts'
import { faults, misbehaviour, parseFaults, type Fault, type Lie } from './misbehaviour.ts'
import { pages } from './pages.ts'
import { protocol } from './protocol.ts'
import type { PaymentRequest } from './request-schema.ts'
import { Transactions, type Decision, type Transaction } from './transactions.ts'

export interface EmulatorOptions {
  /** 0 takes any free port. */
  port: number
  host?: string
  /** The public address, when it is not `http://localhost:<port>`. */
  origin?: string
  /** What to do wrong on purpose. */
  misbehave?: readonly Fault[]
  /** Chooses more of that for every single call. */
  lie?: Lie
  /** Known pairs `<originatorId>/<endPointId>`; left out: all. */
  tenants?: readonly string[]
  /** Keys that every item's booking data must have. */
  bookingKeys?: readonly string[]
  /** With a client, every call needs an access token of `POST /oauth/token`. */
  client?: Client
  /** A JSON file that keeps the transactions over a restart. */
  file?: string
}

export interface PaymentEmulator {
  url: string
  /** Replaces the faults that are on; none: behaves. */
  misbehave(...faults: Fault[]): void
  find(requestId: string): Transaction | undefined
  /** Decides as a person would on the page. */
  decide(requestId: string, decision: Decision): void
  /** The money arrives after all, whatever was decided before. */
  payLate(requestId: string): void
  tokensIssued(): number
  revokeTokens(): void
  close(): Promise<void>
}

/** Starts a payment service that speaks XBezahldienste 1.0 and moves no money. */
export async function startPaymentEmulator(options: EmulatorOptions): Promise<PaymentEmulator> {
  const { port, host = 'localhost', client, tenants, bookingKeys } = options
  const transactions = new Transactions(options.file)
  const tokens = new AccessTokens()
  let active: readonly Fault[] = options.misbehave ?? []
  let url = options.origin ?? ''

  const app = fastify({
    forceCloseConnections: true,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  const requestOf = ({ method, body, params }: FastifyRequest): PaymentRequest | undefined => {
    if (method === 'POST') return body as PaymentRequest
    const { originatorId, endPointId, transactionId } = params as Record<string, string>
    return transactions.find(`${originatorId}/${endPointId}`, transactionId ?? '')?.request
  }
  const isTokenValid = client && ((token: string) => tokens.isValid(token))
  await app.register(async (scope) => {
    await misbehaviour(scope, { active: () => active, lie: options.lie, requestOf })
    await protocol(scope, { transactions, origin: () => url, tenants, bookingKeys, isTokenValid })
  })
  await app.register(tokenEndpoint, { tokens, client })
  await app.register(pages, { transactions })
  await app.listen({ port, host })
  const address = app.server.address()
  url ||= `http://localhost:${typeof address === 'object' && address ? address.port : port}`

  const find = (requestId: string) => transactions.byRequest(requestId)
  function demand(requestId: string): Transaction {
    const transaction = find(requestId)
    if (!transaction) throw new Error(`The emulator knows no request ${requestId}`)
    return transaction
  }
  return {
    url,
    misbehave(...next) {
      active = next
    },
    find,
    decide: (requestId, decision) => transactions.decide(demand(requestId), decision),
    payLate: (requestId) => transactions.payLate(demand(requestId)),
    tokensIssued: () => tokens.issued,
    revokeTokens: () => tokens.revokeAll(),
    close: () => app.close(),
  }
}

const usage = `payment-emulator [--port 4001] [--host localhost] [--origin <url>] [--file <json>] [--misbehave <fault,…>]
Environment: PAYMENT_EMULATOR_CLIENT=<id>:<secret>, PAYMENT_EMULATOR_MISBEHAVE=<fault,…>
Faults:
${Object.entries(faults)
  .map(([name, text]) => `  ${name}: ${text}`)
  .join('\n')}`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4001' },
      host: { type: 'string' },
      origin: { type: 'string' },
      file: { type: 'string' },
      misbehave: { type: 'string', default: process.env.PAYMENT_EMULATOR_MISBEHAVE ?? '' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return console.log(usage)
  const [id, secret] = (process.env.PAYMENT_EMULATOR_CLIENT ?? '').split(':')
  const emulator = await startPaymentEmulator({
    port: Number(values.port),
    ...(values.host ? { host: values.host } : {}),
    ...(values.origin ? { origin: values.origin } : {}),
    ...(values.file ? { file: values.file } : {}),
    ...(id && secret ? { client: { id, secret } } : {}),
    misbehave: parseFaults(values.misbehave),
  })
  console.log(`Payment emulator (no real money): ${emulator.url}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void emulator.close())
}

if (import.meta.main) await main()
