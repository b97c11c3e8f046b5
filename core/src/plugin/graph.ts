import satisfies from 'semver/functions/satisfies.js'
import { errors } from './errors.ts'
import type { PluginPackage } from './manifest.ts'

/**
 * Puts plugins into the order in which they start: whoever is needed comes first, otherwise by id. Optional plugins
 * count when they are installed. Throws `plugin.requirement-missing`, `-range` or `plugin.cycle`.
 */
export function orderPlugins<T extends { package: PluginPackage }>(plugins: readonly T[]): T[] {
  const byId = new Map(plugins.map((plugin) => [plugin.package.manifest.id, plugin]))
  for (const plugin of plugins) assertRequirements(plugin.package, byId)
  const ordered: T[] = []
  const visiting: string[] = []

  function visit(plugin: T): void {
    const { id } = plugin.package.manifest
    if (ordered.includes(plugin)) return
    if (visiting.includes(id)) throw errors.cycle({ path: [...visiting.slice(visiting.indexOf(id)), id].join(' → ') })
    visiting.push(id)
    for (const needed of needsOf(plugin.package)) {
      const found = byId.get(needed)
      if (found !== undefined) visit(found)
    }
    visiting.pop()
    ordered.push(plugin)
  }

  const byName = [...plugins].sort((a, b) => (a.package.manifest.id < b.package.manifest.id ? -1 : 1))
  for (const plugin of byName) visit(plugin)
  return ordered
}

const needsOf = ({ manifest }: PluginPackage) =>
  [...Object.keys(manifest.requires ?? {}), ...Object.keys(manifest.optional ?? {})].sort()

function assertRequirements(plugin: PluginPackage, installed: ReadonlyMap<string, { package: PluginPackage }>): void {
  const { id, requires = {}, optional = {} } = plugin.manifest
  for (const [wanted, range] of Object.entries(requires)) {
    if (!installed.has(wanted)) throw errors.requirementMissing({ plugin: id, wanted, range })
  }
  for (const [wanted, range] of Object.entries({ ...requires, ...optional })) {
    const found = installed.get(wanted)?.package.version
    if (found !== undefined && !satisfies(found, range, { includePrerelease: true })) {
      throw errors.requirementRange({ plugin: id, wanted, range, found })
    }
  }
}
