import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { dataPart } from './manifest.ts'

/** Where a backup is laid out and checked, each part in the file system of its place, so that renaming suffices afterwards. */
export interface Staging {
  /** What is for the data folder. */
  data: string
  /** The file of the database. */
  database: string
  /** Whether that lies in the folder for the data folder and gets its place together with it. */
  comesAlong: boolean
  /** A folder for what is replaced. */
  aside: string
  /** Makes the folders, without what an earlier attempt has left. */
  open(): Promise<void>
  /** Removes what is left. */
  close(): Promise<void>
}

const ending = '.restoring'

/** Whether a path, relative to the data folder, is left of an attempt that was broken off. */
export const isStaged = (path: string): boolean =>
  path.split(sep)[0] === ending || /\.restoring(-wal|-shm)?$/.test(path)

/**
 * Chooses the places for a data folder and a database. In a data folder that is there it is a folder: beside it may be
 * another file system, or none that may be written.
 */
export function stagingOf(dataFolder: string, file: string): Staging {
  const within = join(dataFolder, ending)
  const beside = `${dataFolder}${ending}`
  const folder = existsSync(dataFolder) ? within : beside
  const data = join(folder, dataPart)
  const aside = join(folder, 'replaced')
  const besideFile = `${file}${ending}`
  const path = relative(dataFolder, file)
  const comesAlong = !path.startsWith('..') && !isAbsolute(path) && !existsSync(dirname(file))
  const close = async () => {
    for (const one of [within, beside]) await rm(one, { recursive: true, force: true })
    for (const companion of ['', '-wal', '-shm']) await rm(`${besideFile}${companion}`, { force: true })
  }
  return {
    data,
    database: comesAlong ? join(data, path) : besideFile,
    aside,
    comesAlong,
    async open() {
      await close()
      for (const one of [data, aside]) await mkdir(one, { recursive: true, mode: 0o700 })
    },
    close,
  }
}
