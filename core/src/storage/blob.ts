import type { Readable } from 'node:stream'

export { createBlobFolder } from './blob-folder.ts'
export type { BlobFolderOptions } from './blob-folder.ts'

/** The name of a stored file: the SHA-256 of its content, 64 hex digits. */
export type BlobHash = string

export type BlobContent = Uint8Array | AsyncIterable<Uint8Array>

export interface StoredBlob {
  hash: BlobHash
  /** In bytes. */
  size: number
}

export interface BlobOptions {
  /** For stores that keep one with the content; a folder does not. */
  mediaType: string
  /** Refuses more than so many bytes with `storage.blob-too-large`; the store's own limit holds besides. */
  maxBytes?: number
}

/**
 * Where files lie: by their content, so that one content lies once. Put a file before the unit of work that refers to
 * it; a file nobody refers to is harmless, a reference to no file is not.
 */
export interface BlobStore {
  /** Stores the content durably and resolves only then. */
  put(content: BlobContent, options: BlobOptions): Promise<StoredBlob>
  /** The content; the stream fails with `storage.blob-damaged` if it is no longer what was stored, or `storage.blob-not-found`. */
  open(hash: BlobHash): Promise<Readable>
  has(hash: BlobHash): Promise<boolean>
  /** Removes the content for everybody who refers to it; nothing happens if it is not there. */
  remove(hash: BlobHash): Promise<void>
}
