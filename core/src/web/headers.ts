import helmet from 'helmet'
import type { Site } from './site.ts'

/** The policy of what is no page of the portal, such as a file somebody sent: it shows, runs, loads and frames nothing. */
export const filePolicy =
  "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

type Middleware = ReturnType<typeof helmet>

/** What every answer says about how browsers shall treat it, worked out once. */
export function securityHeaders(site: Site): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {}
  const answer = {
    setHeader: (name: string, value: string) => (headers[name.toLowerCase()] = value),
    removeHeader: () => {},
  } as unknown as Parameters<Middleware>[1]
  const write = helmet({
    contentSecurityPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    hsts: site.secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
  })
  write({} as Parameters<Middleware>[0], answer, (error) => {
    if (error !== undefined) throw error as Error
  })
  return { ...headers, 'content-security-policy': contentSecurityPolicy(site) }
}

/** The portal's Content-Security-Policy: own files only, no inline code, Trusted Types for lit-html alone. */
function contentSecurityPolicy(site: Site): string {
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
