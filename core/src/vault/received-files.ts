import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { newId } from '../base/id.ts'
import type { BlobHash, BlobStore } from '../storage/blob.ts'
import { blobErrors } from '../storage/blob-content.ts'
import type { Database, EntityManager } from '../storage/database.ts'
import { enqueue } from '../storage/job.ts'
import { removeTopic } from '../storage/received-file.ts'
import type { BlobTables } from '../storage/received-file.ts'
import { rowsOf } from '../storage/rows.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'
import type { Upload } from '../storage/upload.ts'
import { decryptFile, encryptFile, prefixLength } from './file-cipher.ts'
import { destroyKeys, fileKeyOf } from './vault.ts'

interface Intake {
  database: Database
  blobStore: BlobStore
}

/**
 * Takes a file in before the action runs, sealed with a key of its own, so that no handler waits for a store in its
 * transaction. The row comes first: whoever sweeps finds also what broke off.
 */
export async function takeIn({ database, blobStore }: Intake, upload: Upload): Promise<void> {
  const subjectId = newId()
  const key = await unitOfWork(database, (em) => fileKeyOf(em, subjectId))
  const prefix = randomBytes(prefixLength)
  // Read twice rather than kept twice: the name of a stored file is the hash of what is stored.
  const sealed = () => encryptFile(key!, prefix, upload.content())
  const { hash, size: sealedSize } = await measure(sealed())
  const at = database.clock()
  await unitOfWork(database, async (em) => {
    const { size, mediaType } = upload
    await rowsOf<BlobTables>(em)
      .insertInto('core_blob')
      .values({
        hash,
        size,
        mediaType,
        state: 'unscanned',
        finding: null,
        at,
        keptAt: null,
        scannedAt: null,
        subjectId,
      })
      .execute()
  })
  // Before it lies there, so that what breaks off is found by whoever discards it.
  upload.storedAs(hash)
  await blobStore.put(sealed(), { mediaType: 'application/octet-stream', maxBytes: sealedSize })
}

/** A stored file as it was sent; what the portal made itself as it is. `storage.blob-not-found` once its key is gone. */
export async function openStored({ database, blobStore }: Intake, hash: BlobHash): Promise<Readable> {
  const em = database.em()
  const row = await rowsOf<BlobTables>(em)
    .selectFrom('core_blob')
    .select('subjectId')
    .where('hash', '=', hash)
    .executeTakeFirst()
  if (!row?.subjectId) return blobStore.open(hash)
  const key = await fileKeyOf(em, row.subjectId)
  if (key === null) throw blobErrors.blobNotFound({ hash })
  const content = await blobStore.open(hash)
  return Readable.from(
    decryptFile(key, content, () => blobErrors.blobDamaged({ hash })),
    { objectMode: false },
  )
}

/**
 * Removes a file for good: what somebody sent cannot be read from the commit on, since its key is gone with it; the
 * content leaves the store afterwards, because it could not come back if the unit of work failed.
 */
export async function discardFile(em: EntityManager, hash: BlobHash): Promise<void> {
  const received = await rowsOf<BlobTables>(em)
    .deleteFrom('core_blob')
    .where('hash', '=', hash)
    .returning('subjectId')
    .execute()
  const subjects = received.flatMap(({ subjectId }) => subjectId ?? [])
  await destroyKeys(em, subjects)
  enqueue(em, removeTopic, { hash })
}

/**
 * Removes those of the files for good that no action kept; the others stay as they are. Writing the rows first makes an
 * action wait that keeps one of them at this very moment.
 */
export async function discardUnkept(
  { database }: Pick<Intake, 'database'>,
  hashes: readonly BlobHash[],
): Promise<void> {
  if (hashes.length === 0) return
  await unitOfWork(database, async (em) => {
    const unkept = await rowsOf<BlobTables>(em)
      .updateTable('core_blob')
      .set({ finding: 'removed' })
      .where('hash', 'in', hashes)
      .where('keptAt', 'is', null)
      .returning('hash')
      .execute()
    for (const { hash } of unkept) await discardFile(em, hash)
  })
}

async function measure(content: AsyncIterable<Buffer>): Promise<{ hash: string; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of content) {
    hash.update(chunk)
    size += chunk.length
  }
  return { hash: hash.digest('hex'), size }
}
