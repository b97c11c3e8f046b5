import { pino } from 'pino'
import type { Logger } from 'pino'

/** A request that was answered with 500 or above. */
export interface FailedAnswer {
  readonly method: string
  /** As it was registered, e.g. `/api/feedback/reports/:id`. */
  readonly route: string
  readonly status: number
  /** What stands in the portal's log. */
  readonly error: string
}

interface LogLine {
  level: number
  msg?: string
  reqId?: string
  method?: string
  route?: string
  status?: number
  err?: { message: string }
}

const errorLevel = 50

/** A log that notes which requests fail, whoever sent them: what people see says no more than that something failed. */
export function watchAnswers(): { log: Logger; failed: readonly FailedAnswer[] } {
  const errors = new Map<string, string>()
  const failed: FailedAnswer[] = []
  const write = (text: string) => {
    const { level, msg = '', reqId = '', method = '', route = '', status = 0, err } = JSON.parse(text) as LogLine
    if (level >= errorLevel && reqId !== '') errors.set(reqId, err?.message ?? msg)
    if (status >= 500) failed.push({ method, route, status, error: errors.get(reqId) ?? 'nothing was logged' })
  }
  return { log: pino({ level: 'info' }, { write }), failed }
}
