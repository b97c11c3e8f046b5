import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { syncFolder } from '../base/durable-file.ts'
import { newId } from '../base/id.ts'
import { checkingContent, isBlobHash as isHash } from './blob-content.ts'
import { errors } from './errors.ts'

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

export interface BlobFolderOptions {
  /** Created when missing. */
  folder: string
  /** The largest file: 100 MiB unless told. */
  maxBytes?: number
}

const usualLimit = 100 * 1024 * 1024
/** How old, in milliseconds, an unfinished file must be to be certain that nobody writes it any more. */
const abandonedAfter = 24 * 60 * 60 * 1000

/** Keeps files in a local folder as `ab/cd/abcd…`; a file is there completely and durably, or not at all. */
export function createBlobFolder({ folder, maxBytes = usualLimit }: BlobFolderOptions): BlobStore {
  const unfinished = join(folder, 'unfinished')
  const pathOf = (hash: BlobHash) => join(folder, hash.slice(0, 2), hash.slice(2, 4), hash)
  let isPrepared = false

  return {
    async put(content, options) {
      if (!isPrepared) await prepare(unfinished)
      isPrepared = true
      const path = join(unfinished, newId())
      try {
        const stored = await write(path, content, Math.min(maxBytes, options.maxBytes ?? maxBytes))
        await publish(path, pathOf(stored.hash), folder)
        return stored
      } catch (error) {
        // What went wrong first says more than a removal that failed because of it.
        await rm(path, { force: true }).catch(() => {})
        throw error
      }
    },
    async open(hash) {
      if (!isHash(hash) || !(await exists(pathOf(hash)))) throw errors.blobNotFound({ hash })
      return checkingContent(createReadStream(pathOf(hash)), hash)
    },
    has: async (hash) => isHash(hash) && (await exists(pathOf(hash))),
    async remove(hash) {
      if (!isHash(hash) || !(await exists(pathOf(hash)))) return
      await rm(pathOf(hash), { force: true })
      await syncFolder(dirname(pathOf(hash)))
    },
  }
}

async function prepare(unfinished: string): Promise<void> {
  await mkdir(unfinished, { recursive: true })
  for (const name of await readdir(unfinished)) {
    const path = join(unfinished, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    if (Date.now() - mtimeMs > abandonedAfter) await rm(path, { force: true })
  }
}

async function write(path: string, content: BlobContent, limit: number): Promise<StoredBlob> {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'wx')
  try {
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      size += chunk.byteLength
      if (size > limit) throw errors.blobTooLarge({ limit })
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { hash: hash.digest('hex'), size }
}

// Renaming replaces a damaged file of the same name. The folders are synced too, or a power cut could forget the name.
async function publish(from: string, to: string, root: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  await rename(from, to)
  await syncFolder(dirname(to))
  await syncFolder(dirname(dirname(to)))
  await syncFolder(root)
}

// A disk that cannot be read is no answer to the question whether a file is there.
async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(String((error as NodeJS.ErrnoException).code))) return false
    throw error
  }
}
