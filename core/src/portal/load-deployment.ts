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
import { errors } from './errors.ts'
import { installedFolder } from './find-package.ts'

const configMissing = defineError(
  'portal.config-missing',
  500,
  'There is no kreiswerk.config.ts or kreiswerk.config.js in {folder}. Start in the folder of a deployment',
)

/**
 * The plugins among a deployment's dependencies, read from their package.json files without running any code. Throws
 * `portal.package-missing` and `portal.package-broken`.
 */
export function pluginsOf(folder: string): PluginPackage[] {
  const { dependencies = {} } = packageIn(folder)
  return Object.keys(dependencies)
    .map((name) => installedFolder(name, folder))
    .filter((found) => found !== undefined && isPlugin(found))
    .map((found) => readPluginPackage(found as string))
}

const isPlugin = (folder: string): boolean => 'kreiswerk' in packageIn(folder)

function packageIn(folder: string): { dependencies?: Record<string, string> } {
  const file = join(folder, 'package.json')
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { dependencies?: Record<string, string> }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw errors.packageMissing({ folder }, { cause })
    throw errors.packageBroken({ file, reason: (cause as Error).message }, { cause })
  }
}

/**
 * Checks all installed plugins against the kernel and each other, and only then imports the config. Throws
 * `portal.module-missing` when something that it imports is not installed, and `portal.config-empty`.
 */
export async function loadDeployment(folder: string): Promise<Deployment> {
  const plugins = pluginsOf(folder)
  assertCompatible(plugins, corePackage)
  orderPlugins(plugins.map((found) => ({ package: found })))
  const file = deploymentConfig(folder)
  const config = await imported(file)
  if (config.default === undefined) throw errors.configEmpty({ file })
  return config.default
}

async function imported(file: string): Promise<{ default?: Deployment }> {
  try {
    return (await import(pathToFileURL(file).href)) as { default?: Deployment }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (code !== 'ERR_MODULE_NOT_FOUND') throw cause
    const [, module = message, from = file] = /'([^']+)' imported from (.+)$/m.exec(message) ?? []
    throw errors.moduleMissing({ module, file: from }, { cause })
  }
}

/** The file of a deployment's config. Throws `portal.config-missing`. */
export function deploymentConfig(folder: string): string {
  const file = ['kreiswerk.config.ts', 'kreiswerk.config.js'].map((name) => join(folder, name)).find(existsSync)
  if (file === undefined) throw configMissing({ folder })
  return file
}
