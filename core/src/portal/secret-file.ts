import { randomBytes } from 'node:crypto'
import { createFile, readIfThere } from '../base/durable-file.ts'

/** The portal's own secret of 32 bytes, made at the first start and kept in a file only its owner can read. */
export async function loadOrCreateSecret(file: string): Promise<Uint8Array> {
  const known = await readIfThere(file)
  if (known !== null) return Buffer.from(known, 'base64')
  await createFile(file, randomBytes(32).toString('base64'), 0o600)
  return Buffer.from((await readIfThere(file)) ?? '', 'base64')
}
