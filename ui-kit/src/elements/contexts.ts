import { createContext } from '@lit/context'
import type { Api } from './api.ts'
import type { Route } from './route.ts'

/** Who works here, as far as the browser needs to know. The server decides every permission itself. */
export interface Session {
  name: string | null
  permissions: readonly string[]
}

export interface LocaleContext {
  locale: string
}

/** Says something to screen reader users without moving the focus. */
export type Announce = (message: string) => void

/** Goes to another address of the portal; the same page with another query is not loaded again. */
export type Navigate = (href: string) => void

// Keys are global symbols, so that they mean the same even if this file were loaded twice.
const key = <Value>(name: string) => createContext<Value, symbol>(Symbol.for(`kreiswerk.${name}`))

export const sessionContext = key<Session>('session')
export const localeContext = key<LocaleContext>('locale')
export const apiContext = key<Api<object>>('api')
export const announcerContext = key<Announce>('announcer')
export const navigateContext = key<Navigate>('navigate')
export const routeContext = key<Route>('route')
