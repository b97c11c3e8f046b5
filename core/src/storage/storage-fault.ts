import type { KreiswerkError } from '../base/error.ts'
import { errors } from './errors.ts'

/** Codes of Node, SQLite and PostgreSQL (SQLSTATE class 53 and 58) for a disk that is full. */
const full = /^(ENOSPC|EDQUOT|SQLITE_FULL|53100)$/
/** The same for a disk that fails or has become read-only. */
const failing = /^(EIO|EROFS|SQLITE_IOERR.*|SQLITE_CANTOPEN.*|SQLITE_READONLY_.+|58030)$/
/** The same for too many open files. */
const exhausted = /^(EMFILE|ENFILE)$/
/** The same for a database that is away or has no place for another connection (SQLSTATE class 08 and 57P). */
const away = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|SQLITE_BUSY.*|08...|57P0.|53300)$/
/** What the driver of PostgreSQL says without any code. */
const brokenConnection = /^Connection terminated|timeout exceeded when trying to connect|not queryable/

/** The coded error for a disk that is full or fails, or a database that is away, if that is behind `error`; it passes without a restart. */
export function storageFault(error: unknown): KreiswerkError | null {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    const code = codeOf(cause)
    if (full.test(code)) return errors.full({}, { cause: error })
    if (failing.test(code)) return errors.failing({}, { cause: error })
    if (exhausted.test(code)) return errors.exhausted({}, { cause: error })
  }
  // Only what the driver itself has thrown: the causes of other errors may speak of other connections.
  if (error instanceof Error && (away.test(codeOf(error)) || brokenConnection.test(error.message))) {
    return errors.unreachable({ reason: codeOf(error) || 'connection lost' }, { cause: error })
  }
  return null
}

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '')
