// Lets our packages import each other from their TypeScript sources, unbuilt. `node --conditions=source` would do the
// same for every package, and some on npm name sources there that they do not ship (tap, 2026); this is for ours only.
import module from 'node:module'
import { fileURLToPath } from 'node:url'

if (!module.registerHooks)
  throw new Error(`Node ${process.version} is too old; use the one in node_modules/.bin, e.g. npx tap run <file>`)

// Stripped and compiled modules are kept: the next start takes a quarter less.
module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url)))

module.registerHooks({
  resolve(specifier, context, nextResolve) {
    if (!specifier.startsWith('@kreiswerk/')) return nextResolve(specifier, context)
    return nextResolve(specifier, { ...context, conditions: [...context.conditions, 'source'] })
  },
})
