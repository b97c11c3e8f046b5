import type { Realm } from './tables.ts'

/** The prefix makes browsers refuse the cookie unless it came over HTTPS from this very host. */
const prefixed = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name)

/** The cookie that carries a session; each realm has its own. */
export const sessionCookieName = (realm: Realm, secure: boolean): string => prefixed(`kw-${realm}`, secure)

/** The cookie that binds a login under way to this browser. */
export const loginCookieName = (secure: boolean): string => prefixed('kw-login', secure)
