import type { LoggerOptions } from 'pino'

/** What never reaches a log, wherever it stands in a logged object. */
const secret = ['password', 'secret', 'token', 'authorization', 'cookie', 'set-cookie', 'email']

/** Structured logs at a level, with secrets and addresses blacked out. */
export const loggedSafely = (level: string): LoggerOptions => ({
  level,
  base: undefined,
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  redact: { paths: secret.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]), censor: '[hidden]' },
})
