import { bindAction } from '../action/bind.ts'
import type { ConfiguredPlugin } from '../plugin/define-plugin.ts'
import { readPluginPackage } from '../plugin/manifest.ts'
import { pluginFolderOf } from '../portal/find-package.ts'
import { openApiDocument } from '../web/openapi.ts'

/** The OpenAPI 3.1 document of one plugin's actions, for generating the types of its UI's client. */
export function openApiOf(plugin: ConfiguredPlugin): Record<string, unknown> {
  const { name, manifest } = readPluginPackage(pluginFolderOf(plugin.module))
  const actions = Object.entries(plugin.declaration.actions ?? {})
  return openApiDocument({
    actions: actions.map(([key, action]) => bindAction(manifest.id, key, action)),
    title: name,
    origin: '/',
  })
}
