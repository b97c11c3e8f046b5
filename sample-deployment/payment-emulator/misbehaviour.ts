import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { problemBody } from './problem.ts'
import type { PaymentRequest } from './request-schema.ts'
import { kassenzeichen } from './transactions.ts'

/** What the emulator can do wrong on purpose; everything else in this folder behaves. */
export const faults = {
  'timeout-before-commit': 'receives a payment request, forgets it and never answers',
  'timeout-after-commit': 'stores a payment request, but never answers it',
  'exists-at-once': 'stores a payment request and answers PAYMENT_EXISTS, as if it had come twice',
  'never-found': 'answers 404 to every query',
  'late-payed': 'reports a canceled payment as CANCELED once, and as PAYED from then on',
  'wrong-amount': 'names one euro too much in every answer',
  'no-amount': 'leaves the payment request out of every answer',
  'slow-bytes': 'sends its answers byte by byte, one every 50 ms',
  'malformed-reply': 'answers with HTML instead of JSON',
  'huge-reply': 'answers with 4 MB of JSON',
  'foreign-redirect': 'sends people to another site for paying',
  'too-many-requests': 'answers 429',
  'server-error': 'answers 500',
  'connection-reset': 'does what it was asked to, and breaks the connection instead of answering',
  'late-reply': 'holds an answer back for 150 ms, so that later ones overtake it',
} as const

export type Fault = keyof typeof faults

export const isFault = (name: string): name is Fault => name in faults

export const parseFaults = (list: string | undefined): Fault[] => (list ?? '').split(/[\s,]+/).filter(isFault)

/** One call of the interface: a payment is asked for (`POST`) or asked about (`GET`). */
export interface Call {
  method: string
  /** Left out for questions about a payment that the emulator does not know. */
  request: PaymentRequest | undefined
}

/** Chooses the faults of a single call. */
export type Lie = (call: Call) => readonly Fault[]

interface MisbehaviourOptions {
  active: () => readonly Fault[]
  lie?: Lie | undefined
  /** The payment request that a call is about. */
  requestOf(request: FastifyRequest): PaymentRequest | undefined
}

interface Answer {
  paymentInformation?: { transactionId: string; status: string; transactionRedirectUrl?: string }
  paymentRequest?: { grosAmount: number }
}

/** Adds the faults to the interface; `active` are those that are on, besides those of `lie` and in a request's `?misbehave=`. */
export async function misbehaviour(
  app: FastifyInstance,
  { active, lie = () => [], requestOf }: MisbehaviourOptions,
): Promise<void> {
  const canceledOnce = new Set<string>()
  const stop = new AbortController()
  app.addHook('preClose', async () => stop.abort())
  const forever = (request: FastifyRequest) =>
    new Promise<never>((_resolve, reject) => {
      stop.signal.addEventListener('abort', reject)
      request.raw.socket.once('close', () => {
        stop.signal.removeEventListener('abort', reject)
        reject(new Error('The caller waits no longer'))
      })
    })
  const chosen = new WeakMap<FastifyRequest, readonly Fault[]>()

  const has = (request: FastifyRequest, fault: Fault): boolean => chosen.get(request)?.includes(fault) ?? false
  const isCreation = (request: FastifyRequest) => request.method === 'POST'

  app.addHook('preHandler', async (request, reply) => {
    const { misbehave } = request.query as { misbehave?: string }
    const lies = lie({ method: request.method, request: requestOf(request) })
    chosen.set(request, [...active(), ...parseFaults(misbehave), ...lies])
    if (has(request, 'too-many-requests')) return reply.code(429).send(problemBody('UNSPECIFIED', 429, 'Slow down'))
    if (has(request, 'server-error')) return reply.code(500).send(problemBody('UNSPECIFIED', 500, 'Out of order'))
    if (has(request, 'timeout-before-commit') && isCreation(request)) await forever(request)
    if (has(request, 'never-found') && !isCreation(request)) {
      return reply.code(404).send(problemBody('UNSPECIFIED', 404, 'There is no such transaction'))
    }
  })

  app.addHook('preSerialization', async (request, reply, payload) => {
    const answer = structuredClone(payload) as Answer
    const information = answer.paymentInformation
    if (!information) return payload
    if (has(request, 'exists-at-once') && isCreation(request)) {
      reply.code(409)
      return problemBody('PAYMENT_EXISTS', 409, 'There is a payment for this request')
    }
    if (has(request, 'late-payed') && information.status === 'CANCELED') {
      if (canceledOnce.has(information.transactionId)) {
        const reference = kassenzeichen(information.transactionId)
        Object.assign(information, { status: 'PAYED', transactionReference: reference })
      }
      canceledOnce.add(information.transactionId)
    }
    if (has(request, 'foreign-redirect') && information.transactionRedirectUrl) {
      information.transactionRedirectUrl = 'https://phishing.example/pay'
    }
    if (has(request, 'wrong-amount') && answer.paymentRequest) answer.paymentRequest.grosAmount += 1
    if (has(request, 'no-amount')) delete answer.paymentRequest
    return answer
  })

  app.addHook('onSend', async (request, reply, payload) => {
    if (has(request, 'timeout-after-commit') && isCreation(request)) await forever(request)
    if (has(request, 'late-reply')) await wait(150)
    if (has(request, 'connection-reset')) request.raw.socket.destroy()
    if (has(request, 'malformed-reply')) return '<!doctype html><title>Wartung</title>'
    if (has(request, 'huge-reply')) return JSON.stringify({ padding: 'x'.repeat(4 * 1024 * 1024) })
    if (!has(request, 'slow-bytes')) return payload
    reply.removeHeader('content-length')
    return Readable.from(byteByByte(String(payload), stop.signal))
  })
}

async function* byteByByte(text: string, signal: AbortSignal) {
  for (const byte of Buffer.from(text)) {
    yield Buffer.from([byte])
    const isStopped = await wait(50, false, { signal }).catch(() => true)
    if (isStopped) return
  }
}
