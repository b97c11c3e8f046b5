import type { ConfiguredPlugin } from '../plugin/define-plugin.ts'
import { readPluginPackage } from '../plugin/manifest.ts'
import type { OptionalPluginFailed } from '../plugin/resting-plugin.ts'
import { atRest } from '../plugin/resting-plugin.ts'
import { pluginFolderOf } from './find-package.ts'

/**
 * The plugins with the failed one at rest, and with it those that need it, as long as they are optional as well. Throws what
 * the failed one threw when a plugin needs it that is not.
 */
export function restPlugins(plugins: readonly ConfiguredPlugin[], failed: OptionalPluginFailed): ConfiguredPlugin[] {
  const manifests = plugins.map((plugin) => readPluginPackage(pluginFolderOf(plugin.module)).manifest)
  const resting = new Map([[failed.plugin, failed.message]])
  for (let before = 0; before < resting.size;) {
    before = resting.size
    for (const { id, requires = {} } of manifests) {
      const missing = Object.keys(requires).find((needed) => resting.has(needed))
      if (missing !== undefined && !resting.has(id)) resting.set(id, `needs ${missing}, which failed to start`)
    }
  }
  return plugins.map((plugin, index) => {
    const why = resting.get(manifests[index]?.id ?? '')
    if (why === undefined || plugin.resting !== undefined) return plugin
    if (plugin.optional !== true) throw failed.cause
    return atRest(plugin, why)
  })
}
