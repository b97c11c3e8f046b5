import type { Static, TObject } from '../base/schema.ts'
import { compileCheck } from '../action/validation.ts'
import { errors } from './errors.ts'
import { expectation } from './expectation.ts'
import { noSettings } from './define-plugin.ts'
import type { ConfiguredPlugin, PluginDeclaration } from './define-plugin.ts'
import type { PluginPackage } from './manifest.ts'

/** A plugin with its package, its checked settings and its declaration. */
export interface InstalledPlugin {
  id: string
  package: PluginPackage
  declaration: Readonly<PluginDeclaration<TObject>>
  settings: unknown
  /** Whether the portal starts without it when its `start` fails. */
  optional?: boolean
  /** Why it rests, where it does. */
  resting?: string
}

/** Brings a configured plugin together with its package; throws `plugin.settings-invalid`, `plugin.table-prefix`. */
export function installPlugin(configured: ConfiguredPlugin, packaged: PluginPackage): InstalledPlugin {
  const { declaration } = configured
  const id = packaged.manifest.id
  assertComplete(id, declaration)
  assertTables(id, declaration, packaged.manifest.tables)
  const settings = checkedSettings(id, declaration, configured.settings)
  const { optional, resting } = configured
  return { id, package: packaged, declaration, settings, optional: optional === true, ...(resting && { resting }) }
}

function checkedSettings(plugin: string, declaration: PluginDeclaration<TObject>, given: unknown): Static<TObject> {
  const settings = { ...(given as object) }
  if (declaration.settings === undefined && Object.keys(settings).length === 0) return settings
  const problems = compileCheck(declaration.settings ?? noSettings, 'json')(settings)
  const [first] = problems
  if (first !== undefined) {
    throw errors.settingsInvalid({ plugin, problem: expectation(first) }, { problems })
  }
  return settings as Static<TObject>
}

function assertTables(plugin: string, { entities = [] }: PluginDeclaration<TObject>, prefix: string | undefined): void {
  for (const entity of entities) {
    const table = entity.meta.tableName
    if (prefix === undefined || !table.startsWith(prefix)) {
      throw errors.tablePrefix({ plugin, table, prefix: prefix ?? '(none)' })
    }
  }
}

/**
 * Whether all actions and pages say who may use them; the types demand it, this catches plugins written in JavaScript.
 * Throws `plugin.action-incomplete` and `plugin.page-incomplete`.
 */
export function assertComplete(plugin: string, { actions = {}, pages = [] }: PluginDeclaration<TObject>): void {
  for (const [key, { definition }] of Object.entries(actions)) {
    const action = `${plugin}.${key}`
    if (definition.allow === undefined) throw errors.actionIncomplete({ action, part: 'allow' })
    if (definition.reply === undefined) throw errors.actionIncomplete({ action, part: 'reply' })
  }
  for (const { definition } of pages) {
    if (definition.allow === undefined) throw errors.pageIncomplete({ plugin, path: definition.path })
  }
}
