import type { Realm } from './tables.ts'

/**
 * The name of a cookie: one per realm for the session, and one that binds a login under way to its browser. Over HTTPS
 * the prefix makes browsers refuse the cookie unless it came from this very host.
 */
export const cookieName = (purpose: Realm | 'login', secure: boolean): string =>
  secure ? `__Host-kw-${purpose}` : `kw-${purpose}`
