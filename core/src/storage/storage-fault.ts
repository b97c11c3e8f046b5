import type { KreiswerkError } from '../base/error.ts'
import { errors } from './errors.ts'

/** Codes of Node, SQLite and PostgreSQL (SQLSTATE class 53 and 58) for a disk that is full. */
const full = /^(ENOSPC|EDQUOT|SQLITE_FULL|53100)$/
/** The same for a disk that fails or has become read-only. */
const failing = /^(EIO|EROFS|SQLITE_IOERR.*|SQLITE_READONLY.*|58030)$/

/** The coded error for a disk that is full or fails, if that is behind `error`; it passes without a restart. */
export function storageFault(error: unknown): KreiswerkError | null {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    const code = 'code' in cause ? String(cause.code) : ''
    if (full.test(code)) return errors.full({}, { cause: error })
    if (failing.test(code)) return errors.failing({}, { cause: error })
  }
  return null
}
