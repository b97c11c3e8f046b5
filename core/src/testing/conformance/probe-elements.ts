import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Probed } from './element-probe.ts'

/** Loads the browser files of a package once, without a browser, and says what they define. */
export async function probeElements(packageFolder: string): Promise<Probed> {
  const folder = join(packageFolder, 'dist', 'ui')
  if (!existsSync(folder)) return { elements: [], broken: [], unloaded: [] }
  // The source or what was built of it, like this file.
  const program = fileURLToPath(new URL(`element-probe${extname(import.meta.url)}`, import.meta.url))
  const flags = ['--experimental-vm-modules', '--no-warnings']
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program, folder], { timeout: 30_000 })
  return JSON.parse(stdout) as Probed
}
