import type { Site } from './site.ts'

/** The policy of what is no page of the portal, such as a file somebody sent: it shows, runs, loads and frames nothing. */
export const filePolicy =
  "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

/** The portal's Content-Security-Policy: own files only, no inline code, Trusted Types for lit-html alone. */
export function contentSecurityPolicy(site: Site): string {
  const directives = {
    'default-src': ["'none'"],
    'object-src': ["'none'"],
    'script-src': ["'self'", site.importMap.cspHash],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'manifest-src': ["'self'"],
    'form-action': ["'self'", ...site.formTargets],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['lit-html'],
    ...(site.secure ? { 'upgrade-insecure-requests': [] } : {}),
  }
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join(';')
}
