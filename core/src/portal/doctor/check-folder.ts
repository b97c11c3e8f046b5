import { access, constants, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { keyFiles } from '../../audit/key.ts'
import { opens } from '../../base/opens.ts'
import { deletionListFile } from '../../vault/deletion-list.ts'
import type { Finding } from './finding.ts'
import { ok, problem, warning } from './finding.ts'

const megabyte = 1024 * 1024

/** Whether the data folder can be written and its disk has room. */
export async function checkDisk(dataFolder: string): Promise<Finding> {
  const place = await firstThere(dataFolder)
  if (!(await stat(place)).isDirectory()) {
    return problem('disk', `${place} is a file, no folder`, 'Set KREISWERK_DATA to a folder, or move the file away')
  }
  if (!(await isWritable(place))) return problem('disk', `${place} ${deniedToWrite}`, ownAdvice(place))
  const { bavail, bsize } = await statfs(place)
  return roomFinding(dataFolder, Math.round((Number(bavail) * Number(bsize)) / megabyte))
}

/** What so many free megabytes mean. */
export function roomFinding(dataFolder: string, free: number): Finding {
  const found = `${free} MB free for ${dataFolder}`
  if (free < 100) return problem('disk', found, 'Free space: without room nothing can be stored any more')
  return free < 1024 ? warning('disk', found, 'Free space before it runs out') : ok('disk', found)
}

/** What in the data folder is written while the portal runs, and cannot be; nothing where it can. */
export async function checkWritten(dataFolder: string, folders: readonly string[]): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const folder of folders.map((name) => join(dataFolder, name))) {
    const there = await kindOf(folder)
    if (there === 'other') findings.push(problem('disk', `${folder} is a file, no folder`, 'Move the file away'))
    else if (there === 'folder' && !(await isWritable(folder))) {
      findings.push(problem('disk', `${folder} ${deniedToWrite}`, ownAdvice(folder)))
    }
  }
  const list = deletionListFile(dataFolder)
  if (opens(list, 'r+') === 'denied') findings.push(problem('disk', `${list} ${deniedToWrite}`, ownAdvice(list)))
  return findings
}

/**
 * Whether the keys are there, can be read, and by their owner only. `logBegun` tells whether they have signed anything;
 * `null` where the database does not say.
 */
export async function checkKeys(dataFolder: string, logBegun: boolean | null): Promise<Finding[]> {
  const { privateKey, publicKey } = keyFiles(dataFolder)
  const secret = join(dataFolder, 'secret.key')
  const files = [privateKey, publicKey, secret].map((file) => ({ file, found: opens(file) }))
  if (logBegun !== true && files.every(({ found }) => found === 'missing')) {
    return [warning('keys', `none in ${dataFolder}`, missingAdvice(logBegun))]
  }
  const findings: Finding[] = []
  for (const { file, found } of files) {
    if (found === 'denied') {
      findings.push(problem('keys', `${file} cannot be read by this user`, ownAdvice(file)))
    } else if (found === 'missing') {
      const tell = logBegun === false ? warning : problem
      findings.push(tell('keys', `${file} is missing`, missingAdvice(logBegun)))
    } else if (file !== publicKey && (await isExposed(file))) {
      findings.push(problem('keys', `${file} can be read by others`, `Run: chmod 600 ${file}`))
    }
  }
  return findings.length > 0 ? findings : [ok('keys', 'there, and only their owner can read them')]
}

const missingAdvice = (logBegun: boolean | null): string => {
  if (logBegun === null) return 'It is made at the first start; if there was one, restore it from a backup'
  return logBegun ? 'Restore it from a backup' : 'It is made at the next start; the audit log has not begun'
}

const deniedToWrite = 'cannot be written by this user'
const ownAdvice = (path: string): string =>
  `Give it to the user that the portal runs as (chown <user> ${path}), and look as that user`

/** The nearest of these folders that is there. */
async function firstThere(path: string): Promise<string> {
  return (await kindOf(path)) === 'missing' ? firstThere(dirname(path)) : path
}

async function kindOf(path: string): Promise<'folder' | 'other' | 'missing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'other'
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing'
    throw error
  }
}

const isWritable = (folder: string): Promise<boolean> =>
  access(folder, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )

// Windows has no such modes and reports 0666 for every file.
const isExposed = async (file: string): Promise<boolean> =>
  process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0
