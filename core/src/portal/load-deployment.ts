import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { defineError } from '../base/error.ts'
import { assertCompatible } from '../plugin/compatibility.ts'
import { orderPlugins } from '../plugin/graph.ts'
import { readPluginPackage } from '../plugin/manifest.ts'
import type { PluginPackage } from '../plugin/manifest.ts'
import { corePackage } from './core-package.ts'
import type { Deployment } from './deployment.ts'
import { installedFolder } from './find-package.ts'

const configMissing = defineError(
  'portal.config-missing',
  500,
  'There is no kreiswerk.config.ts or kreiswerk.config.js in {folder}. Start in the folder of a deployment',
)

/** The plugins among a deployment's dependencies, read from their package.json files without running any code. */
export function pluginsOf(folder: string): PluginPackage[] {
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>
  }
  return Object.keys(dependencies)
    .map((name) => installedFolder(name, folder))
    .filter((found) => found !== undefined && isPlugin(found))
    .map((found) => readPluginPackage(found as string))
}

const isPlugin = (folder: string): boolean =>
  'kreiswerk' in (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as object)

/** Checks all installed plugins against the kernel and each other, and only then imports the config. */
export async function loadDeployment(folder: string): Promise<Deployment> {
  const plugins = pluginsOf(folder)
  assertCompatible(plugins, corePackage)
  orderPlugins(plugins.map((found) => ({ package: found })))
  const config = (await import(pathToFileURL(deploymentConfig(folder)).href)) as { default: Deployment }
  return config.default
}

/** The file of a deployment's config. Throws `portal.config-missing`. */
export function deploymentConfig(folder: string): string {
  const file = ['kreiswerk.config.ts', 'kreiswerk.config.js'].map((name) => join(folder, name)).find(existsSync)
  if (file === undefined) throw configMissing({ folder })
  return file
}
