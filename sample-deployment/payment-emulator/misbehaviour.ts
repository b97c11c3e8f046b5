import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { problemBody } from './problem.ts'
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
} as const

export type Fault = keyof typeof faults

export const isFault = (name: string): name is Fault => name in faults

export const parseFaults = (list: string | undefined): Fault[] => (list ?? '').split(/[\s,]+/).filter(isFault)

interface Answer {
  paymentInformation?: { transactionId: string; status: string; transactionRedirectUrl?: string }
  paymentRequest?: { grosAmount: number }
}

/** Adds the faults to the interface; `active` are those that are on, besides those in a request's `?misbehave=`. */
export async function misbehaviour(
  app: FastifyInstance,
  { active }: { active: () => readonly Fault[] },
): Promise<void> {
  const canceledOnce = new Set<string>()
  const stop = new AbortController()
  app.addHook('preClose', async () => stop.abort())
  const forever = () => new Promise<never>((_resolve, reject) => stop.signal.addEventListener('abort', reject))

  const has = (request: FastifyRequest, fault: Fault): boolean => {
    const { misbehave } = request.query as { misbehave?: string }
    return active().includes(fault) || parseFaults(misbehave).includes(fault)
  }
  const isCreation = (request: FastifyRequest) => request.method === 'POST'

  app.addHook('preHandler', async (request, reply) => {
    if (has(request, 'too-many-requests')) return reply.code(429).send(problemBody('UNSPECIFIED', 429, 'Slow down'))
    if (has(request, 'server-error')) return reply.code(500).send(problemBody('UNSPECIFIED', 500, 'Out of order'))
    if (has(request, 'timeout-before-commit') && isCreation(request)) await forever()
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
    if (has(request, 'timeout-after-commit') && isCreation(request)) await forever()
    if (has(request, 'malformed-reply')) return '<!doctype html><title>Wartung</title>'
    if (has(request, 'huge-reply')) return JSON.stringify({ padding: 'x'.repeat(4 * 1024 * 1024) })
    if (!has(request, 'slow-bytes')) return payload
    reply.removeHeader('content-length')
    return Readable.from(byteByByte(String(payload), stop.signal))
  })
}

async function* byteByByte(text: string, signal: AbortSignal) {
  for (const byte of Buffer.from(text)) {
    await wait(50, undefined, { signal })
    yield Buffer.from([byte])
  }
}
