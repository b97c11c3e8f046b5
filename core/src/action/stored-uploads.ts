import type { Upload } from '../storage/upload.ts'
import { discardUnkept, takeIn } from '../vault/received-files.ts'
import type { Runtime } from './runtime.ts'

/**
 * Stores the files of an action before it runs, so that no transaction waits for a store, and discards at its end what it
 * did not keep: because it failed, because its reply was given before, or because it did not want them.
 */
export async function withStoredUploads<T>(
  runtime: Pick<Runtime, 'database' | 'blobStore' | 'log'>,
  uploads: readonly Upload[],
  work: () => Promise<T>,
): Promise<T> {
  if (uploads.length === 0) return work()
  try {
    for (const upload of uploads) await takeIn(runtime, upload)
    return await work()
  } finally {
    const stored = uploads.flatMap((upload) => upload.stored ?? [])
    await discardUnkept(runtime, stored).catch((error: unknown) => {
      runtime.log.warn({ err: error }, 'files that nobody kept could not be discarded; the sweep removes them')
    })
  }
}
