// Writes the types of each plugin's API for the client in its UI: plugins/<plugin>/ui/api.d.ts.
import { existsSync, globSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'
import { format, resolveConfig } from 'prettier'
import { openApiOf } from '@kreiswerk/core/testing'
import type { ConfiguredPlugin } from '@kreiswerk/core'

/** Folders of the plugins that have a UI. */
export const pluginsWithUi = (): string[] => globSync('plugins/*').filter((folder) => existsSync(`${folder}/ui`))

export const apiTypesFile = (folder: string): string => `${folder}/ui/api.d.ts`

/** The types as they should stand in the plugin's folder. */
export async function apiTypesOf(folder: string): Promise<string> {
  const module = (await import(pathToFileURL(`${folder}/src/plugin.ts`).href)) as { default: () => ConfiguredPlugin }
  const document = JSON.stringify(openApiOf(module.default()))
  const types = `// Made by "npm run build:api" from the plugin's actions.\n${astToString(await openapiTS(document))}`
  return format(types, { ...(await resolveConfig('package.json')), parser: 'typescript' })
}

if (import.meta.main) {
  for (const folder of pluginsWithUi()) {
    writeFileSync(apiTypesFile(folder), await apiTypesOf(folder))
    console.log(apiTypesFile(folder))
  }
}
