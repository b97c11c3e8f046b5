import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { InlineConfig, Plugin, Rolldown } from 'vite'
import { build } from 'vite'
import { finishFiles, writeManifest } from './built-files.ts'
import { externalPattern, sharedModules } from './externals.ts'

const packageFolder = fileURLToPath(new URL('../..', import.meta.url))
const usualFolder = fileURLToPath(new URL('../../dist/browser', import.meta.url))
const source = (path: string): string => fileURLToPath(new URL(`../../src/${path}`, import.meta.url))

/** The kit's own entries, by the specifier under which the portal's import map offers them. */
const entries: Record<string, { name: string; file: string }> = {
  '@kreiswerk/ui-kit': { name: 'kit', file: source('index.ts') },
  '@kreiswerk/ui-kit/elements': { name: 'elements', file: source('elements.ts') },
  '@kreiswerk/ui-kit/shell': { name: 'shell', file: source('elements/shell-client.ts') },
  '@kreiswerk/ui-kit/enhance': { name: 'enhance', file: source('enhance/enhance.ts') },
}

const styles: Record<string, string> = {
  kit: source('styles/kit.css'),
  staff: source('styles/staff.css'),
  screen: source('styles/screen.css'),
  chart: source('styles/chart.css'),
  gallery: source('styles/gallery.css'),
}

/**
 * Builds `dist/browser` (or another folder): one vendor file for all shared modules, the kit's own modules, the style
 * sheets, and the manifest `{ imports, css, files }` of which the portal makes its import map.
 */
export async function buildKit(outDir = usualFolder): Promise<void> {
  await rm(outDir, { recursive: true, force: true })
  const built: Rolldown.RolldownOutput[] = []
  for (const config of [vendorConfig(), kitConfig(), stylesConfig()]) {
    const output = { ...shared.build, ...config.build, outDir }
    built.push((await build({ ...shared, ...config, build: output })) as Rolldown.RolldownOutput)
  }
  const outputs = built.flatMap(({ output }) => output)
  const vendor = fileNamed(outputs, 'vendor')
  const imports = {
    ...Object.fromEntries(sharedModules.map((specifier) => [specifier, vendor])),
    ...Object.fromEntries(
      Object.entries(entries).map(([specifier, { name }]) => [specifier, fileNamed(outputs, name)]),
    ),
  }
  const css = Object.fromEntries(Object.keys(styles).map((name) => [name, fileNamed(outputs, name, '.css')]))
  await writeManifest(outDir, { imports, css, files: await finishFiles(outDir) })
}

const shared: InlineConfig & { build: object } = {
  root: packageFolder,
  configFile: false,
  mode: 'production',
  logLevel: 'warn',
  build: { emptyOutDir: false, target: 'es2023', modulePreload: { polyfill: false }, copyPublicDir: false },
}

const fileNames = {
  entryFileNames: '[name]-[hash].js',
  chunkFileNames: '[name]-[hash].js',
  assetFileNames: '[name]-[hash][extname]',
} as const

function vendorConfig(): InlineConfig {
  const id = '\0vendor'
  // All named exports of all shared modules in one file; their names do not collide, or this build fails.
  const lines = sharedModules.map((specifier) => `export * from '${specifier}'`)
  const code = [...lines, `export { default } from 'openapi-fetch'`].join('\n')
  const vendor: Plugin = {
    name: 'kreiswerk:vendor',
    resolveId: (specifier) => (specifier === 'vendor' ? id : undefined),
    load: (loaded) => (loaded === id ? code : undefined),
  }
  return {
    plugins: [vendor],
    build: { rolldownOptions: { input: { vendor: 'vendor' }, preserveEntrySignatures: 'strict', output: fileNames } },
  }
}

function kitConfig(): InlineConfig {
  return {
    plugins: [withoutLocales()],
    build: {
      rolldownOptions: {
        input: Object.fromEntries(Object.values(entries).map(({ name, file }) => [name, file])),
        external: (specifier: string) => externalPattern.test(specifier),
        preserveEntrySignatures: 'strict',
        output: fileNames,
      },
    },
  }
}

/** The server sends a page's words with the page; the files of all languages stay on the server. */
function withoutLocales(): Plugin {
  return {
    name: 'kreiswerk:without-locales',
    load: (file) => (file === source('locales.ts') ? 'export const kitLocales = {}' : undefined),
  }
}

const stylesConfig = (): InlineConfig => ({
  build: { cssMinify: 'lightningcss', rolldownOptions: { input: styles, output: fileNames } },
})

function fileNamed(
  outputs: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[],
  name: string,
  ending = '.js',
): string {
  const found = outputs.find(({ fileName }) => fileName.startsWith(`${name}-`) && fileName.endsWith(ending))
  if (!found) throw new Error(`The build wrote no ${name}${ending}.`)
  return found.fileName
}
