import type { ConfiguredPlugin } from './define-plugin.ts'

/** An optional plugin that failed in its start. */
export class OptionalPluginFailed extends Error {
  readonly plugin: string
  override readonly cause: Error

  constructor(plugin: string, cause: Error) {
    super(cause.message)
    this.plugin = plugin
    this.cause = cause
  }
}

/**
 * The plugin without what it shows and does. Its tables stay those of an installed plugin, people can still have their data
 * exported and erased, contributions of others do no harm, and events wait for it.
 */
export function atRest(plugin: ConfiguredPlugin, why: string): ConfiguredPlugin {
  const { settings, entities, migrations, extensionPoints, subscribes, privacy } = plugin.declaration
  const declaration = { settings, entities, migrations, extensionPoints, subscribes, privacy }
  const given = Object.entries(declaration).filter(([, value]) => value !== undefined)
  return { ...plugin, declaration: Object.fromEntries(given), resting: why }
}
