import type { Readable } from 'node:stream'
import type { BlobContent, BlobHash, BlobOptions, BlobStore, StoredBlob } from './blob.ts'
import type { Database, EntityManager } from './database.ts'
import { errors } from './errors.ts'
import { stateOf, statesOf } from './received-file.ts'
import type { BlobState } from './received-file.ts'
import { Upload } from './upload.ts'

/** Where plugins keep files. What people sent is handed out only once the scanner has passed it, where there is one. */
export interface Blobs extends BlobStore {
  /** Keeps a file that came with the request. It lies in the store already: this only says that it is to stay. */
  put(upload: Upload): Promise<StoredBlob>
  put(content: BlobContent, options: BlobOptions): Promise<StoredBlob>
  /** Whether a file can be opened: `clean` and `unscanned` can, `quarantined` waits, `infected` and `unscannable` never. */
  stateOf(hash: BlobHash): Promise<BlobState>
  /** The same for several files, in one query of `em`. */
  statesOf(em: EntityManager, hashes: readonly BlobHash[]): Promise<Map<BlobHash, BlobState>>
}

interface BlobsOptions {
  store: BlobStore
  /** Opens a stored file as it was sent. */
  openStored(hash: BlobHash): Promise<Readable>
  database: Database
  /** Whether a scanner is configured. */
  scanned: boolean
}

/** Guards a store: whoever opens a file that may not be opened gets `storage.blob-quarantined` or `storage.blob-infected`. */
export function createBlobs({ store, openStored, database, scanned }: BlobsOptions): Blobs {
  function usable(state: BlobState): BlobState {
    if (state === 'clean' || state === 'infected') return state
    if (!scanned) return 'unscanned'
    return state === 'unscanned' ? 'quarantined' : state
  }
  const usableOf = async (hash: BlobHash) => usable(await stateOf(database.em(), hash))
  async function put(content: BlobContent | Upload, options?: BlobOptions): Promise<StoredBlob> {
    return content instanceof Upload ? content.keep() : store.put(content, options!)
  }
  return {
    put,
    async open(hash) {
      const state = await usableOf(hash)
      if (state === 'infected') throw errors.blobInfected({ hash })
      if (state === 'quarantined') throw errors.blobQuarantined({ hash })
      if (state === 'unscannable') throw errors.blobUnscannable({ hash })
      return openStored(hash)
    },
    has: (hash) => store.has(hash),
    remove: (hash) => store.remove(hash),
    stateOf: usableOf,
    async statesOf(em, hashes) {
      const states = await statesOf(em, hashes)
      return new Map([...states].map(([hash, state]) => [hash, usable(state)]))
    },
  }
}
