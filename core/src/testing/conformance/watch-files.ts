import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import type { BlobHash } from '../../storage/blob.ts'
import type { BlobTables } from '../../storage/received-file.ts'
import { rowsOf } from '../../storage/rows.ts'
import type { TestPortal } from '../test-portal.ts'
import type { Markers } from './markers.ts'

/** A file in the store that holds what the person typed. */
export interface FileTrace {
  /** What was typed, for sentences. */
  readonly whats: string
  /** Whether the store has it sealed; it can be opened all the same. */
  readonly sealed: boolean
}

/** Notes what comes into the store and what leaves it; a store has no list. Returns a search of what is there. */
export function watchFiles({ runtime, database }: TestPortal, markers: Markers): () => Promise<FileTrace[]> {
  const { blobStore, blobs } = runtime
  const present = new Set<BlobHash>()
  const [put, remove] = [blobStore.put.bind(blobStore), blobStore.remove.bind(blobStore)]
  blobStore.put = async (content, options) => {
    const stored = await put(content, options)
    present.add(stored.hash)
    return stored
  }
  blobStore.remove = async (hash) => {
    await remove(hash)
    present.delete(hash)
  }
  const whatsIn = async (opening: Promise<Readable>): Promise<string> => {
    const found = markers.in((await buffer(await opening)).toString('latin1'))
    return found.map(({ what }) => what).join(', ')
  }
  return async function fileTraces() {
    const unkept = await rowsOf<BlobTables>(database.em())
      .selectFrom('core_blob')
      .select('hash')
      .where('keptAt', 'is', null)
      .execute()
    // The kernel sweeps away what no action kept.
    const kept = [...present].filter((hash) => !unkept.some((row) => row.hash === hash))
    const found: FileTrace[] = []
    for (const hash of kept) {
      const clear = await whatsIn(blobStore.open(hash))
      const whats = clear !== '' ? clear : await whatsIn(blobs.open(hash)).catch(() => '')
      if (whats !== '') found.push({ whats, sealed: clear === '' })
    }
    return found
  }
}
