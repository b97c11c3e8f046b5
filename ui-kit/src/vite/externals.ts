/** What the portal provides to every plugin once, through its import map. Nobody may bundle these: one page, one Lit. */
export const sharedModules = [
  'lit',
  'lit/directive.js',
  'lit/async-directive.js',
  'lit/directives/cache.js',
  'lit/directives/class-map.js',
  'lit/directives/guard.js',
  'lit/directives/if-defined.js',
  'lit/directives/keyed.js',
  'lit/directives/live.js',
  'lit/directives/ref.js',
  'lit/directives/repeat.js',
  'lit/directives/until.js',
  'lit/directives/when.js',
  '@lit/context',
  '@lit/task',
  'openapi-fetch',
] as const

export const kitModules = ['@kreiswerk/ui-kit', '@kreiswerk/ui-kit/elements'] as const

/** All packages that no bundle may contain, with every path below them. */
export const externalPattern = /^(?:lit|lit-html|lit-element|@lit\/.+|openapi-fetch|@kreiswerk\/ui-kit)(?:\/.*)?$/

/** Whether the portal's import map has this module. */
export const isShared = (specifier: string): boolean =>
  (sharedModules as readonly string[]).includes(specifier) || (kitModules as readonly string[]).includes(specifier)

/** A module of a shared package that the import map does not have: bundled it would bring a second Lit. */
export const isUnknownShared = (specifier: string): boolean => externalPattern.test(specifier) && !isShared(specifier)
