import { isLocalPath } from '../base/local-path.ts'

/** Where to go after a login: the wanted path if it stays on this portal, else `fallback`. */
export const safeReturnPath = (wanted: string | null | undefined, fallback = '/'): string =>
  typeof wanted === 'string' && isLocalPath(wanted) ? wanted : fallback
