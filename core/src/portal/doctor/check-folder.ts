import { existsSync } from 'node:fs'
import { access, constants, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { keyFiles } from '../../audit/key.ts'
import type { Finding } from './finding.ts'
import { ok, problem, warning } from './finding.ts'

const megabyte = 1024 * 1024

/** Whether the data folder can be written and its disk has room. */
export async function checkDisk(dataFolder: string): Promise<Finding> {
  const place = firstThere(dataFolder)
  await access(place, constants.W_OK)
  const { bavail, bsize } = await statfs(place)
  return roomFinding(dataFolder, Math.round((Number(bavail) * Number(bsize)) / megabyte))
}

/** What so many free megabytes mean. */
export function roomFinding(dataFolder: string, free: number): Finding {
  const found = `${free} MB free for ${dataFolder}`
  if (free < 100) return problem('disk', found, 'Free space: without room nothing can be stored any more')
  return free < 1024 ? warning('disk', found, 'Free space before it runs out') : ok('disk', found)
}

const firstThere = (path: string): string => (existsSync(path) ? path : firstThere(dirname(path)))

/** Whether the keys are there and only their owner can read them. */
export async function checkKeys(dataFolder: string): Promise<Finding[]> {
  const { privateKey, publicKey } = keyFiles(dataFolder)
  const secret = join(dataFolder, 'secret.key')
  if (![privateKey, publicKey, secret].some(existsSync)) {
    return [warning('keys', `none in ${dataFolder}`, 'They are made at the first start; if it was not, restore them')]
  }
  const findings: Finding[] = []
  for (const file of [privateKey, publicKey, secret]) {
    if (!existsSync(file)) findings.push(problem('keys', `${file} is missing`, 'Restore it from a backup'))
    else if (file !== publicKey && (await isExposed(file))) {
      findings.push(problem('keys', `${file} can be read by others`, `Run: chmod 600 ${file}`))
    }
  }
  return findings.length > 0 ? findings : [ok('keys', 'there, and only their owner can read them')]
}

// Windows has no such modes and reports 0666 for every file.
const isExposed = async (file: string): Promise<boolean> =>
  process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0
