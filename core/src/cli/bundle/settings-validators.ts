import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Plugin } from 'rolldown'
import { closeSchema } from '../../action/closed-schema.ts'
import { createWritingCompiler } from '../../action/validation.ts'
import { corePackage } from '../../portal/core-package.ts'
import { loadDeployment } from '../../portal/load-deployment.ts'

/** The module that a bundle imports to have the settings of its plugins checked without compiling their schemas. */
export const settingsValidators = 'kreiswerk:settings-validators'

const prefix = `\0${settingsValidators}`

/** Compiling them would be a twentieth of a start. */
export async function bringSettingsValidators(folder: string): Promise<Plugin> {
  const schemas = await settingsSchemasOf(folder)
  const compiler = createWritingCompiler()
  // CommonJS, and without types that TypeScript could take.
  const write = createRequire(import.meta.url)('ajv/dist/standalone').default as (...parts: unknown[]) => string
  const modules = schemas.map((schema) => write(compiler, compiler.compile(schema)))
  const validation = join(corePackage.folder, 'dist/action/validation.js')
  const entry = [
    `import { bringValidator } from ${JSON.stringify(validation)}`,
    ...modules.map((_, index) => `import validator${index} from ${JSON.stringify(`${settingsValidators}/${index}`)}`),
    ...schemas.map((schema, index) => `bringValidator(${JSON.stringify(JSON.stringify(schema))}, validator${index})`),
  ].join('\n')
  return {
    name: 'kreiswerk-settings-validators',
    async resolveId(source, importer, { kind }) {
      if (source.startsWith(settingsValidators)) return `\0${source}`
      if (importer?.startsWith(`${prefix}/`) !== true) return null
      return this.resolve(source, join(corePackage.folder, 'package.json'), { kind })
    },
    load(id) {
      if (id === prefix) return { code: entry, moduleSideEffects: true }
      return id.startsWith(`${prefix}/`) ? modules[Number(id.slice(prefix.length + 1))] : null
    },
  }
}

/** What plugins check their settings against; nothing where the config cannot be loaded here, as without its environment. */
async function settingsSchemasOf(folder: string) {
  try {
    const { plugins } = await loadDeployment(folder)
    return plugins.flatMap(({ declaration: { settings } }) => (settings ? [closeSchema(settings)] : []))
  } catch {
    return []
  }
}
