import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../base/id.ts'

/** The temporary files of one request. */
export interface UploadTray {
  /** A path for one more file. */
  next(): Promise<string>
  /** Removes all of them. */
  clear(): Promise<void>
}

/** No request lasts that long, in milliseconds: what is older was left by a process that died. */
const abandonedAfter = 60 * 60 * 1000

/** Where files lie while their request lasts. */
export interface UploadFolder {
  open(): UploadTray
}

/** Keeps the temporary files of requests in a folder of their own, made when the first one comes. */
export function createUploadFolder(folder: string): UploadFolder {
  let isPrepared = false
  /** What could not be removed; the next request tries again. */
  const left = new Set<string>()
  return {
    open() {
      const paths: string[] = []
      return {
        async next() {
          if (!isPrepared) await prepare(folder)
          isPrepared = true
          const path = join(folder, newId())
          paths.push(path)
          return path
        },
        async clear() {
          for (const path of [...paths.splice(0), ...left]) {
            try {
              await rm(path, { force: true })
              left.delete(path)
            } catch {
              left.add(path)
            }
          }
        },
      }
    },
  }
}

async function prepare(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    if (Date.now() - mtimeMs > abandonedAfter) await rm(path, { force: true })
  }
}
