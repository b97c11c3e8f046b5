import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { OutputChunk, Plugin, RolldownOptions } from 'rolldown'
import { deploymentConfig } from '../../portal/load-deployment.ts'
import { corePackage } from '../../portal/core-package.ts'
import { packageFolderOf } from '../../portal/find-package.ts'
import { bundleFolder, recordFile } from './bundle-folder.ts'
import type { BundleRecord } from './bundle-folder.ts'
import { errors } from './errors.ts'
import { fingerprintOf } from './fingerprint.ts'
import { leaveOutside } from './leave-outside.ts'
import { inOneByte } from './one-byte.ts'
import { keepOwnPlace } from './own-place.ts'
import { bringSettingsValidators, settingsValidators } from './settings-validators.ts'

export interface Bundled {
  folder: string
  files: number
  bytes: number
}

const entry = 'kreiswerk:portal'

/**
 * Puts kernel, plugins and config of a deployment into a few files, since most of a start goes into finding and reading
 * thousands. Throws `bundle.no-bundler` and `bundle.failed`; a bundle that was there before is gone then.
 */
export async function bundleDeployment(folder: string): Promise<Bundled> {
  const target = bundleFolder(folder)
  await rm(target, { recursive: true, force: true })
  const { rolldown } = await bundlerOf(folder)
  const validators = await bringSettingsValidators(folder)
  const chunks = await rolldown(optionsFor(folder, target, [validators]))
    .then((build) =>
      build.generate({
        format: 'esm',
        entryFileNames: 'portal.js',
        chunkFileNames: '[name]-[hash].js',
        // Names stay, since libraries and logs tell classes and functions by them.
        minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
        comments: { legal: true },
      }),
    )
    .then(({ output }) => output.filter((file) => file.type === 'chunk'))
    .then((made) => made.map(({ fileName, moduleIds, code }) => ({ fileName, moduleIds, code: inOneByte(code) })))
    .catch((cause: Error) => {
      throw errors.failed({ reason: cause.message }, { cause })
    })
  await mkdir(target, { recursive: true })
  for (const { fileName, code } of chunks) await writeFile(join(target, fileName), code)
  const sources = sourcesOf(chunks, folder)
  const record: BundleRecord = { sources, fingerprint: fingerprintOf(folder, sources) }
  // Without `type` a file of the bundle is a module only if a package.json above says so.
  await writeFile(join(target, 'package.json'), '{ "type": "module" }\n')
  await writeFile(recordFile(folder), JSON.stringify(record))
  const bytes = chunks.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0)
  return { folder: target, files: chunks.length, bytes }
}

/** The deployment's own bundler: a dependency of the kernel would stay installed where nobody bundles. */
async function bundlerOf(folder: string): Promise<typeof import('rolldown')> {
  try {
    const found = createRequire(join(folder, 'package.json')).resolve('rolldown')
    return (await import(pathToFileURL(found).href)) as typeof import('rolldown')
  } catch (cause) {
    throw errors.noBundler({}, { cause })
  }
}

const optionsFor = (folder: string, target: string, plugins: Plugin[]): RolldownOptions => ({
  cwd: folder,
  input: { portal: entry },
  platform: 'node',
  logLevel: 'silent',
  treeshake: { moduleSideEffects: (id) => !browserOnly.test(id) },
  plugins: [enterAt(folder), ...plugins, leaveOutside(target), keepOwnPlace(target)],
})

/** Base classes of elements, and the stand-in for a browser that they ask for: a server needs them only if it uses them. */
const browserOnly =
  /[\\/]node_modules[\\/](?:lit|lit-element|@lit[\\/]reactive-element|@lit-labs[\\/]ssr-dom-shim)[\\/]/

function enterAt(folder: string) {
  const start = join(corePackage.folder, 'dist/cli/start.js')
  return {
    name: 'kreiswerk-entry',
    resolveId: (id: string) => (id === entry ? `\0${entry}` : null),
    load: (id: string) =>
      id === `\0${entry}`
        ? `import ${JSON.stringify(settingsValidators)}
           import { serve } from ${JSON.stringify(start)}
           import deployment from ${JSON.stringify(deploymentConfig(folder))}
           export const start = (folder) => serve(deployment, { folder, manifestsChecked: true })`
        : null,
  }
}

/** Packages count by their package.json, which names the version; what is not installed from a registry file by file. */
function sourcesOf(chunks: readonly Pick<OutputChunk, 'moduleIds'>[], folder: string): string[] {
  const modules = chunks.flatMap(({ moduleIds }) => moduleIds).filter((id) => existsSync(id))
  const sources = modules.flatMap((id) => {
    const folder = packageFolderOf(id)
    const manifest = folder === null ? [] : [join(folder, 'package.json')]
    return folder?.includes(`${sep}node_modules${sep}`) === true ? manifest : [...manifest, id]
  })
  return [...new Set(sources)].sort().map((file) => relative(folder, file))
}
