import type { Site } from './site.ts'

/** The policy of what is no page of the portal, such as a file somebody sent: it shows, runs, loads and frames nothing. */
export const filePolicy =
  "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

/** The portal's Content-Security-Policy: own files only, no inline code, Trusted Types for lit-html alone. */
export function contentSecurityPolicy(site: Site) {
  return {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      objectSrc: ["'none'"],
      scriptSrc: ["'self'", site.importMap.cspHash],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      formAction: ["'self'", ...site.formTargets],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ['lit-html'],
      ...(site.secure ? { upgradeInsecureRequests: [] } : {}),
    },
  }
}
