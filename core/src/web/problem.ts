import type { FastifyReply, FastifyRequest } from 'fastify'
import { t } from '@kreiswerk/ui-kit'
import type { Wording } from '@kreiswerk/ui-kit'
import { isError } from '../base/error.ts'
import type { KreiswerkError, Problem } from '../base/error.ts'
import { storageFault } from '../storage/storage-fault.ts'
import { errors } from './errors.ts'
import { limits } from './limits.ts'
import type { Messages } from './messages.ts'

/** The body of `application/problem+json` after RFC 9457, with our stable code and field pointers. */
export interface ProblemDetails {
  type: string
  title: string
  status: number
  detail: string
  code: string
  correlationId: string
  problems?: (Problem & { detail: string })[]
}

/** Makes one of our errors out of anything that was thrown; what we do not know stays inside. */
export function toKnownError(error: unknown, request: FastifyRequest): KreiswerkError {
  if (isError(error)) return error
  if (isFastifyError(error)) {
    if (error.statusCode === 413) return errors.bodyTooLarge({ limit: limits.body }, { cause: error })
    if (error.statusCode === 415) return errors.mediaType({}, { cause: error })
    if (error.statusCode === 503) return errors.unavailable({}, { cause: error })
    if (error.statusCode < 500) return errors.bodyMalformed({}, { cause: error })
  }
  return storageFault(error) ?? errors.internal({ correlationId: request.id }, { cause: error })
}

const isFastifyError = (error: unknown): error is { statusCode: number; code?: unknown } =>
  typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'

/** Writes what happened to the log: server faults with their cause, refusals in one line without input values. */
export function logError(request: FastifyRequest, error: KreiswerkError): void {
  if (error.status >= 500) request.log.error({ err: error.cause ?? error, code: error.code }, error.message)
  else request.log.info({ code: error.code, pointers: error.problems.map((problem) => problem.pointer) }, 'refused')
}

/** Says in seconds when it is worth trying again: soon while the portal is away, and when a wait that was earned is over. */
export function setRetryAfter(reply: FastifyReply, { status, params }: KreiswerkError): void {
  if (status === 503) reply.header('retry-after', '5')
  if (status === 429 && typeof params.seconds === 'number') reply.header('retry-after', String(params.seconds))
}

/** Answers an API request with problem details in the person's language. */
export function sendProblem(
  reply: FastifyReply,
  error: KreiswerkError,
  messages: Messages,
  locale: string,
): FastifyReply {
  // Codes begin with the plugin whose words they are said in; below them lie those of the kernel.
  const [owner = 'core'] = error.code.split('.')
  const say = (key: string, params: Record<string, unknown>) => messages.say(owner, locale, t(key, params))
  const { words: wordsOf } = messages.wording(owner, locale)
  const words = say(`error.${error.code}`, error.params)
  const details: ProblemDetails = {
    type: `urn:kreiswerk:problem:${error.code}`,
    title: words === `error.${error.code}` ? error.message : words,
    status: error.status,
    detail: error.message,
    code: error.code,
    correlationId: reply.request.id,
  }
  if (error.problems.length > 0) {
    details.problems = error.problems.map((problem) => ({
      ...problem,
      detail: say(problemKey(problem, wordsOf), { label: problem.pointer.slice(1), ...problem.params }),
    }))
  }
  return reply.code(error.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(details))
}

// A schema may use a keyword or a format of its own; nobody shall read a key instead of a sentence.
function problemKey({ code }: Problem, wordsOf: Wording['words']): string {
  const keys = [`kit.problem.${code}`, `error.${code}`]
  return keys.find((key) => wordsOf(key) !== undefined) ?? 'kit.problem.other'
}
