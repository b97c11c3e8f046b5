import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { InlineConfig, Plugin, Rolldown } from 'vite'
import { build } from 'vite'
import { finishFiles, writeManifest } from './built-files.ts'
import { isShared, isUnknownShared } from './externals.ts'

export interface PluginUiOptions {
  /** Folder of the plugin's package; the working directory unless told. */
  root?: string | URL
  /** Module that defines the plugin's elements, from `root`; `ui/index.ts` unless told. */
  entry?: string
  /** Where the files go, from `root`; `dist/ui` unless told, which is where the portal looks. */
  outDir?: string
}

/**
 * Builds what browsers load of a plugin: one hashed ES module (and chunks for dynamic imports), Lit and the kit left to the
 * portal, and the manifest that the portal reads: `{ entry, files: [{ file, integrity, bytes }] }`.
 */
export async function buildPluginUi(options: PluginUiOptions = {}): Promise<void> {
  await build({ ...pluginUiConfig(options), configFile: false })
}

/** The same as a Vite configuration, for `vite.config.ts`: `export default pluginUiConfig()`. */
export function pluginUiConfig(options: PluginUiOptions = {}): InlineConfig {
  const root = folderOf(options.root ?? process.cwd())
  const outDir = resolve(root, options.outDir ?? 'dist/ui')
  return {
    root,
    mode: 'production',
    logLevel: 'warn',
    plugins: [refuseUnknownShared(), pluginManifest(outDir)],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: { index: resolve(root, options.entry ?? 'ui/index.ts') },
        external: isShared,
        preserveEntrySignatures: 'strict',
        output: {
          entryFileNames: '[name]-[hash].js',
          chunkFileNames: '[name]-[hash].js',
          assetFileNames: '[name]-[hash][extname]',
        },
      },
    },
  }
}

const folderOf = (folder: string | URL): string =>
  typeof folder === 'string' ? resolve(folder) : fileURLToPath(folder)

/** Says at build time what would otherwise only fail in a colleague's browser. */
function refuseUnknownShared(): Plugin {
  return {
    name: 'kreiswerk:shared-modules',
    enforce: 'pre',
    resolveId(specifier, importer) {
      if (!isUnknownShared(specifier)) return
      this.error(
        `${specifier} (in ${importer}) is not among the modules that the portal shares. See the ui-kit's README.`,
      )
    },
  }
}

function pluginManifest(outDir: string): Plugin {
  let entry = ''
  return {
    name: 'kreiswerk:manifest',
    generateBundle(_options, bundle: Rolldown.OutputBundle) {
      entry = Object.values(bundle).find((output) => output.type === 'chunk' && output.isEntry)?.fileName ?? ''
    },
    async closeBundle() {
      if (entry === '') return // the build has failed and says so itself
      await writeManifest(outDir, { entry, files: await finishFiles(outDir) })
    },
  }
}

/** Where the portal looks for a plugin's manifest, from the package's folder. */
export const pluginManifestPath = join('dist', 'ui', 'manifest.json')
