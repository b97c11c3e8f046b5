import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ProblemError, problemBody } from './problem.ts'
import { isBalanced, requestSchema, tenantSchema, type PaymentRequest } from './request-schema.ts'
import type { Transaction, Transactions } from './transactions.ts'

interface TenantParams {
  originatorId: string
  endPointId: string
}

export interface ProtocolOptions {
  transactions: Transactions
  /** Where the emulator is reached, without a trailing slash. */
  origin: () => string
  /** Known pairs `<originatorId>/<endPointId>`; left out: all. */
  tenants?: readonly string[] | undefined
  /** Keys that every item's booking data must have. */
  bookingKeys?: readonly string[] | undefined
  /** Whether a bearer token is good; left out: no token is needed. */
  isTokenValid?: ((token: string) => boolean) | undefined
}

/** The interface of XBezahldienste 1.0: create and query a transaction, and the tenant's status. */
export async function protocol(app: FastifyInstance, options: ProtocolOptions): Promise<void> {
  const { transactions, origin, tenants, bookingKeys = [], isTokenValid } = options

  app.addHook('onRequest', async (request) => {
    if (!isTokenValid) return
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (!token || !isTokenValid(token)) throw new ProblemError('FORBIDDEN', 'A valid access token is needed', 401)
  })

  app.setErrorHandler((error, _request, reply) => {
    const failure = error as Partial<ProblemError> & { validation?: unknown }
    const isInput = failure.validation !== undefined || (failure.statusCode ?? 500) < 500
    const code = failure.functionalCode ?? (isInput ? 'VALIDATION_ERROR' : 'UNSPECIFIED')
    const status = failure.statusCode ?? 500
    const body = problemBody(code, status, failure.message ?? 'Internal error')
    return reply.code(status).type('application/problem+json').send(body)
  })

  function tenantOf(request: FastifyRequest<{ Params: TenantParams }>): string {
    const tenant = `${request.params.originatorId}/${request.params.endPointId}`
    if (tenants && !tenants.includes(tenant)) {
      throw new ProblemError('NO_VALID_ORIGINATOR_OR_ENDPOINT', `${tenant} is not known here`)
    }
    return tenant
  }

  const describe = (transaction: Transaction) => ({
    paymentInformation: {
      transactionUrl: `${origin()}/paymenttransaction/${transaction.tenant}/${transaction.id}`,
      ...(transaction.status === 'INITIAL' ? { transactionRedirectUrl: `${origin()}/pay/${transaction.id}` } : {}),
      transactionId: transaction.id,
      ...(transaction.reference ? { transactionReference: transaction.reference } : {}),
      transactionTimestamp: transaction.timestamp,
      ...(transaction.status === 'PAYED' ? { paymentMethod: 'OTHER', paymentMethodDetail: 'Emulator' } : {}),
      status: transaction.status,
    },
    paymentRequest: transaction.request,
  })

  app.post<{ Params: TenantParams; Body: PaymentRequest }>(
    '/paymenttransaction/:originatorId/:endPointId',
    { schema: { params: tenantSchema, body: requestSchema } },
    async (request, reply) => {
      const tenant = tenantOf(request)
      const { body } = request
      if (!isBalanced(body)) throw new ProblemError('CALCULATION_ERROR', 'The items do not sum up to grosAmount')
      const missing = bookingKeys.filter((key) => body.items.some((item) => !item.bookingData?.[key]))
      if (missing.length > 0) throw new ProblemError('BOOKING_DATA_MISSING', `Missing: ${missing.join(', ')}`)
      if (transactions.find(tenant, body.requestId)) {
        throw new ProblemError('PAYMENT_EXISTS', `There is a payment for the request ${body.requestId}`)
      }
      reply.code(201)
      return describe(transactions.create(tenant, body))
    },
  )

  app.get<{ Params: TenantParams & { transactionId: string } }>(
    '/paymenttransaction/:originatorId/:endPointId/:transactionId',
    { schema: { params: tenantSchema } },
    async (request) => {
      const transaction = transactions.find(tenantOf(request), request.params.transactionId)
      if (!transaction) throw new ProblemError('UNSPECIFIED', 'There is no such transaction')
      return describe(transaction)
    },
  )

  app.get<{ Params: TenantParams }>(
    '/status/:originatorId/:endPointId',
    { schema: { params: tenantSchema } },
    async (request) => {
      const tenant = `${request.params.originatorId}/${request.params.endPointId}`
      if (tenants && !tenants.includes(tenant)) throw new ProblemError('FORBIDDEN', `${tenant} is not set up here`)
      return { status: 'UP' }
    },
  )
}
