import type { LoggerOptions } from 'pino'
import { loggedError } from './logged-error.ts'

/** What never reaches a log, wherever it stands in a logged object. */
const secret = ['password', 'secret', 'token', 'authorization', 'cookie', 'set-cookie', 'email']

/** Structured logs at a level, with secrets, addresses and the values in database errors left out. */
export const loggedSafely = (level: string): LoggerOptions => ({
  level,
  base: undefined,
  serializers: { err: loggedError },
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  redact: { paths: secret.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]), censor: '[hidden]' },
})
