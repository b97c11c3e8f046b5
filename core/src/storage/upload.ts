import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import type { StoredBlob } from './blob.ts'
import { errors } from './errors.ts'

interface UploadFacts extends StoredBlob {
  fileName: string
  mediaType: string
  /** Where it lies while the request lasts. */
  path: string
}

/**
 * A file somebody sent, within the limits of its field. It lies in a temporary file that ends with the request; keep it
 * with `blobs.put(upload)`.
 */
export class Upload implements StoredBlob {
  /** As the person named it, without folders and control characters: for showing, never for a path. */
  readonly fileName: string
  /** What its content says it is, not what the browser claimed. */
  readonly mediaType: string
  /** In bytes. */
  readonly size: number
  /** SHA-256 of the content as it was sent. It is stored sealed, under the hash that `blobs.put(upload)` answers. */
  readonly hash: string
  readonly #path: string
  #wanted = false
  #stored: string | undefined

  constructor({ fileName, mediaType, size, hash, path }: UploadFacts) {
    this.fileName = fileName
    this.mediaType = mediaType
    this.size = size
    this.hash = hash
    this.#path = path
  }

  /** The content; it can be read more than once while the request lasts. */
  open(): Readable {
    this.#wanted = true
    return createReadStream(this.#path)
  }

  /** What `blobs.put(upload)` does: the file stays beyond the request once the unit of work is committed. */
  keep(): StoredBlob {
    this.#wanted = true
    if (this.#stored === undefined) throw errors.uploadNotStored({ name: this.fileName })
    return { hash: this.#stored, size: this.size }
  }

  /** Notes where the content comes to lie; called before the action runs. */
  storedAs(hash: string): void {
    this.#stored = hash
  }

  /** Where the content lies in the store, or was about to when something failed. */
  get stored(): string | undefined {
    return this.#stored
  }

  /** Whether anybody kept or opened it; otherwise it is swept away. */
  get wanted(): boolean {
    return this.#wanted
  }

  /** The content for whoever takes it in, which decides nothing about keeping it. */
  content(): Readable {
    return createReadStream(this.#path)
  }
}
