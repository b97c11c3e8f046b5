import type { BaseLogger } from 'pino'

/** What storage needs of a logger; pino's and Fastify's fit. */
export type Log = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>

const nothing = () => undefined

export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing }
