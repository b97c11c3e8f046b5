/** One thing that is wrong with an input, at a JSON pointer into it. */
export interface Problem {
  pointer: string
  code: string
  params?: Record<string, string | number>
}

/** What an error may carry besides the values of its message. */
export interface ErrorOptions {
  cause?: unknown
  /** What exactly is wrong with the input, field by field. */
  problems?: Problem[]
}

/** An error that people and programs can act on: stable `code`, HTTP `status`, a message safe for the public. */
export class KreiswerkError extends Error {
  readonly code: string
  readonly status: number
  readonly params: Record<string, string | number>
  readonly problems: Problem[]

  constructor(
    code: string,
    status: number,
    message: string,
    params: Record<string, string | number>,
    options: ErrorOptions,
  ) {
    super(message, { cause: options.cause })
    this.name = 'KreiswerkError'
    this.code = code
    this.status = status
    this.params = params
    this.problems = options.problems ?? []
  }
}

/** Makes the error that was declared: with the values for its message, and what exactly was wrong. */
export type ErrorFactory = (params?: Record<string, string | number>, options?: ErrorOptions) => KreiswerkError

/**
 * Declares an error once; call the result to make one. `{name}` in the message is filled from the parameters.
 * The words shown to people are looked up by `error.<code>` in the locale files; the message here is for logs and APIs.
 */
export function defineError(code: string, status: number, message: string): ErrorFactory {
  return function createError(params = {}, options = {}) {
    const filled = message.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
    return new KreiswerkError(code, status, filled, params, options)
  }
}

/** Whether `error` is one of ours, optionally with this code. Compares codes, so it works across package copies. */
export function isError(error: unknown, code?: string): error is KreiswerkError {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('problems' in error)) return false
  return code === undefined || error.code === code
}
