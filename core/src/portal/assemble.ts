import { bindAction } from '../action/bind.ts'
import type { AnyAction } from '../action/action.ts'
import { errors as actionErrors } from '../action/errors.ts'
import type { BoundAction } from '../action/runtime.ts'
import { assertCompatible } from '../plugin/compatibility.ts'
import type { ConfiguredPlugin } from '../plugin/define-plugin.ts'
import { errors } from '../plugin/errors.ts'
import { orderPlugins } from '../plugin/graph.ts'
import { installPlugin } from '../plugin/installed-plugin.ts'
import type { InstalledPlugin } from '../plugin/installed-plugin.ts'
import { readCheckedPackage, readPluginPackage } from '../plugin/manifest.ts'
import type { BoundPage } from '../web/site.ts'
import { createBootTimings } from './boot-timings.ts'
import type { BootTimings } from './boot-timings.ts'
import { corePackage } from './core-package.ts'
import { pluginFolderOf } from './find-package.ts'
import type { PortalOptions } from './portal-options.ts'

/** All plugins in the order of their start, with their actions and pages in place. */
export interface Assembly {
  plugins: InstalledPlugin[]
  actions: BoundAction[]
  actionOf(action: AnyAction): BoundAction
  actionById(id: string): BoundAction | undefined
  pages: BoundPage[]
  /** Permission → what it allows, of all manifests. */
  permissions: ReadonlyMap<string, string>
}

interface AssembleOptions extends Pick<PortalOptions, 'manifestsChecked'> {
  timings?: BootTimings
}

/** Puts the configured plugins together; every refusal is a coded error that says what to do. */
export function assemble(
  configured: readonly ConfiguredPlugin[],
  kernel: InstalledPlugin,
  { timings = createBootTimings(), manifestsChecked = false }: AssembleOptions = {},
): Assembly {
  const read = manifestsChecked ? readCheckedPackage : readPluginPackage
  const pairs = configured.map((plugin, index) => {
    if (plugin?.kind !== 'plugin') throw errors.notAPlugin({ position: index + 1 })
    return { configured: plugin, package: read(pluginFolderOf(plugin.module)) }
  })
  if (!manifestsChecked) {
    assertCompatible(
      pairs.map((pair) => pair.package),
      corePackage,
    )
  }
  const ordered = orderPlugins(pairs).map((pair) =>
    timings.measure(`plugin ${pair.package.manifest.id}: settings`, () => installPlugin(pair.configured, pair.package)),
  )
  const plugins = [kernel, ...ordered]
  const actions = plugins.flatMap(({ id, declaration }) =>
    Object.entries(declaration.actions ?? {}).map(([key, action]) => bindAction(id, key, action)),
  )
  const pages = plugins.flatMap(({ id, declaration }) =>
    (declaration.pages ?? []).map((page) => ({ plugin: id, page })),
  )
  const permissions = new Map(plugins.flatMap((plugin) => Object.entries(plugin.package.manifest.permissions ?? {})))
  assertPermissions(actions, pages, permissions)

  const byAction = new Map(actions.map((bound) => [bound.action, bound]))
  const byId = new Map(actions.map((bound) => [bound.id, bound]))
  return {
    plugins,
    actions,
    pages,
    permissions,
    actionById: (id) => byId.get(id),
    actionOf(action) {
      const bound = byAction.get(action)
      if (bound === undefined) throw actionErrors.notFound()
      return bound
    },
  }
}

function assertPermissions(
  actions: readonly BoundAction[],
  pages: readonly BoundPage[],
  known: ReadonlyMap<string, string>,
): void {
  const rules = [
    ...actions.map(({ id, action }) => ({ place: `The action ${id}`, allow: action.definition.allow })),
    ...pages.map(({ page }) => ({ place: `The page ${page.definition.path}`, allow: page.definition.allow })),
  ]
  for (const { place, allow } of rules) {
    if (allow.kind === 'permission' && !known.has(allow.permission)) {
      throw errors.unknownPermission({ place, permission: allow.permission })
    }
  }
}
