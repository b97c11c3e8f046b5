/** Go somewhere else instead of showing this page. */
export interface Redirect {
  readonly kind: 'redirect'
  readonly to: string
}

/** Leads to a path of the portal, or to the address of a provider (payment, identity). */
export const redirect = (to: string): Redirect => ({ kind: 'redirect', to })

export const isRedirect = (value: unknown): value is Redirect =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'redirect' && 'to' in value

/** Whether a return address stays on this portal: one slash, no scheme, no backslash, no control characters. */
export const isLocalPath = (path: string): boolean => /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(path)
