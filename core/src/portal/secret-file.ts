import { randomBytes } from 'node:crypto'
import { createFile, readIfThere } from '../audit/durable-file.ts'

/**
 * The portal's own secret of 32 bytes, made at the first start and kept in a file only its owner can read. Of several
 * processes that start at once all get the same.
 */
export async function loadOrCreateSecret(file: string): Promise<Uint8Array> {
  const made = randomBytes(32).toString('base64')
  const text = (await readIfThere(file)) ?? ((await createFile(file, made, 0o600)) ? made : await readIfThere(file))
  return Buffer.from(text ?? '', 'base64')
}
