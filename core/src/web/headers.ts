import type { Site } from './site.ts'

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
