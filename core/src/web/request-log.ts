import type { FastifyBaseLogger } from 'fastify'

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** The log of a request. Most requests never write to it: what names the request in its lines is made for the first. */
class RequestLog {
  readonly #log: FastifyBaseLogger
  readonly #names: object
  #made: FastifyBaseLogger | undefined
  declare fatal: FastifyBaseLogger['fatal']
  declare error: FastifyBaseLogger['error']
  declare warn: FastifyBaseLogger['warn']
  declare info: FastifyBaseLogger['info']
  declare debug: FastifyBaseLogger['debug']
  declare trace: FastifyBaseLogger['trace']
  declare silent: FastifyBaseLogger['silent']

  static {
    for (const level of levels) {
      this.prototype[level] = function say(this: RequestLog, ...said: Parameters<FastifyBaseLogger['info']>) {
        this.#own[level](...said)
      }
    }
  }

  constructor(log: FastifyBaseLogger, names: object) {
    this.#log = log
    this.#names = names
  }

  get #own(): FastifyBaseLogger {
    return (this.#made ??= this.#log.child(this.#names))
  }

  get level(): FastifyBaseLogger['level'] {
    return this.#own.level
  }

  child(...given: Parameters<FastifyBaseLogger['child']>): FastifyBaseLogger {
    return this.#own.child(...given)
  }
}

export const logOfRequest = (log: FastifyBaseLogger, names: object): FastifyBaseLogger => new RequestLog(log, names)
