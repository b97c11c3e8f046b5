import { createHash } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { blobErrors, newId } from '@kreiswerk/core'
import type { BlobContent, StoredBlob } from '@kreiswerk/core'

/** Writes a content to a temporary file, which the caller removes, and says what it is. */
export async function spool(content: BlobContent, limit: number): Promise<StoredBlob & { path: string }> {
  const path = join(tmpdir(), `kreiswerk-${newId()}`)
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      size += chunk.byteLength
      if (size > limit) throw blobErrors.blobTooLarge({ limit })
      hash.update(chunk)
      await file.writeFile(chunk)
    }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
  return { path, hash: hash.digest('hex'), size }
}
