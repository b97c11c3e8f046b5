import { isLocalPath } from '../base/local-path.ts'
import { errors } from './errors.ts'

/** Go somewhere else instead of showing this page. */
export interface Redirect {
  readonly kind: 'redirect'
  readonly to: string
}

/** Leads to a path of the portal, or to the address of a provider (payment, identity). */
export const redirect = (to: string): Redirect => ({ kind: 'redirect', to })

export const isRedirect = (value: unknown): value is Redirect =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'redirect' && 'to' in value

interface Allowed {
  runtime: { origin: string }
  /** Origins of the providers that people are sent to. */
  formTargets: readonly string[]
}

/**
 * The address of a redirect as it goes into the header. Throws `web.foreign-target` when it leads neither to this portal
 * nor to a provider that declares the origin: what comes from an input must never send people elsewhere.
 */
export function addressOf({ to }: Redirect, { runtime, formTargets }: Allowed): string {
  const address = to.toWellFormed().replace(/[^\x21-\x7e]+/g, encodeURIComponent)
  if (isLocalPath(address)) return address
  const origin = URL.canParse(address) ? new URL(address).origin : 'an address that cannot be read'
  if (![runtime.origin, ...formTargets].includes(origin)) throw errors.foreignTarget({ origin })
  return address
}
