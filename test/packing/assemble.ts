import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root, run } from '../run.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const quiet = ['--no-audit', '--no-fund', '--loglevel=error']

/** Packs published packages as npm would, and returns name → tarball. `typesOf`: built for their types alone. */
async function packWorkspaces(
  folders: string[],
  destination: string,
  typesOf: string[] = [],
): Promise<Record<string, string>> {
  await run(process.execPath, ['scripts/build.mjs', ...folders, ...typesOf], root)
  const args = folders.flatMap((folder) => ['-w', folder])
  return tarballsOf(
    await run('npm', ['pack', ...args, '--json', '--pack-destination', destination, ...quiet], root),
    destination,
  )
}

/** Compiles the example plugin against what the deployment has installed, then packs it. */
async function packPlugin(deployment: string): Promise<Record<string, string>> {
  const folder = join(deployment, 'hello-plugin')
  await cp(here('hello-plugin'), folder, { recursive: true })
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], folder)
  return tarballsOf(
    await run('npm', ['pack', '--json', '--pack-destination', deployment, ...quiet], folder),
    deployment,
  )
}

/** A deployment that knows nothing of this repository: everything in its folder was installed from tarballs. */
export async function assembleFromTarballs(deployment: string, packages: string[]): Promise<string> {
  const folder = await copyOf(deployment)
  await install(folder, await packWorkspaces(packages, folder))
  return folder
}

async function copyOf(deployment: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kreiswerk-packing-'))
  await cp(deployment, folder, { recursive: true })
  return folder
}

/** Two deployments made of packages that are packed once: one with the example plugin, as its author would pack it. */
export async function assembleBoth(): Promise<{ withPlugin: string; appointmentsAlone: string }> {
  const [withPlugin, appointmentsAlone] = [await copyOf(here('deployment')), await copyOf(here('appointments-alone'))]
  const folders = ['ui-kit', 'core', 'plugins/feedback', 'plugins/appointments']
  const {
    '@kreiswerk/appointments': appointments,
    '@kreiswerk/feedback': feedback,
    ...both
  } = await packWorkspaces(folders, withPlugin, ['plugins/online-service'])
  await install(withPlugin, { ...both, '@kreiswerk/feedback': feedback! })
  await install(withPlugin, await packPlugin(withPlugin))
  await install(appointmentsAlone, { ...both, '@kreiswerk/appointments': appointments! })
  return { withPlugin, appointmentsAlone }
}

/** Bundles a deployment as its operator would: the bundler is there only for that. */
export async function bundle(folder: string): Promise<void> {
  await run('npm', ['install', '--save-dev', 'rolldown', '--prefer-offline', ...quiet], folder)
  await run(process.execPath, ['node_modules/.bin/kreiswerk', 'bundle'], folder)
  await run('npm', ['prune', '--omit=dev', ...quiet], folder)
}

async function install(folder: string, tarballs: Record<string, string>): Promise<void> {
  const file = join(folder, 'package.json')
  const manifest = await readFile(file, 'utf8').then(JSON.parse, () => ({ private: true, type: 'module' }))
  manifest.dependencies = { ...manifest.dependencies, ...tarballs }
  await writeFile(file, JSON.stringify(manifest, null, 2))
  await run('npm', ['install', '--prefer-offline', ...quiet], folder)
}

function tarballsOf(json: string, folder: string): Record<string, string> {
  const packed = JSON.parse(json) as { name: string; filename: string }[]
  return Object.fromEntries(packed.map(({ name, filename }) => [name, `file:${join(folder, filename)}`]))
}
