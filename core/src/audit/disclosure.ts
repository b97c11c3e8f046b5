import { isError } from '../base/error.ts'
import type { EntityManager } from '../storage/database.ts'
import { openJson, sealJson } from '../vault/vault.ts'
import type { DetailRow, Disclosed } from './tables.ts'

/** What is behind a commitment. */
export interface Disclosure {
  salt: Buffer
  details: string
}

const placeOf = (entryId: string) => ({ table: 'core_audit_detail', id: entryId, column: 'details' })

/** Seals details with their salt under the key of a subject. */
export async function sealDisclosure(
  em: EntityManager,
  subjectId: string,
  entryId: string,
  { salt, details }: Disclosure,
): Promise<DetailRow> {
  const disclosed: Disclosed = { salt: salt.toString('base64'), details }
  return { entryId, details: await sealJson(em, subjectId, placeOf(entryId), disclosed) }
}

/** Opens them again: `null` when they are erased, `changed` when somebody has been at them. */
export async function openDisclosure(
  em: EntityManager,
  entryId: string,
  sealed: string | null,
): Promise<Disclosure | 'changed' | null> {
  if (sealed === null) return null
  try {
    const disclosed = (await openJson(em, placeOf(entryId), sealed)) as Disclosed | null
    return disclosed && { salt: Buffer.from(disclosed.salt, 'base64'), details: disclosed.details }
  } catch (error) {
    if (isError(error, 'vault.damaged') || isError(error, 'vault.key-lost')) return 'changed'
    throw error
  }
}
