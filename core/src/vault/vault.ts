import { createHmac } from 'node:crypto'
import type { EntitySchema } from '@mikro-orm/core'
import type { Database, EntityManager } from '../storage/database.ts'
import { sealInMigrations } from '../storage/migration.ts'
import { afterCommit } from '../storage/unit-of-work.ts'
import { decrypt, encrypt, keyIdOf } from './cipher.ts'
import type { NamedKey } from './cipher.ts'
import { DataKeys } from './data-keys.ts'
import type { VaultDb } from './data-keys.ts'
import { errors } from './errors.ts'
import type { MasterKeys } from './master-keys.ts'
import { OpenedValues } from './opened-values.ts'
import { PortalKey, derive, portalSubject } from './portal-key.ts'
import { preparedKey } from './prepared-key.ts'
import { sealedTableOf } from './sealed.ts'
import type { OpenRow, PlainRow, SealedRow } from './sealed.ts'

/** Where a value stands; elsewhere it does not open. */
export interface SealedPlace {
  table: string
  /** Of the row. */
  id: string
  column: string
}

interface Vault {
  keys: DataKeys
  opened: OpenedValues
  now(): Date
  portal: PortalKey
}

const vaults = new WeakMap<object, Vault>()
/** Keys that a unit of work has asked for: it asks once per subject. */
const held = new WeakMap<EntityManager, Map<string, NamedKey>>()

/** Opens the vault of a database: from here on rows of its entities can be sealed and opened, also in migrations. */
export function openVault(database: Database, masters: MasterKeys): void {
  const keys = new DataKeys(masters)
  const now = () => database.clock()
  const vault: Vault = { keys, opened: new OpenedValues(), now, portal: new PortalKey(keys, now) }
  vaults.set(database.orm.em.getDriver(), vault)
  sealInMigrations(database, (db) => {
    const keyOf = async (subjectId: string) =>
      (await vault.keys.find(db as unknown as VaultDb, subjectId)) ??
      (await vault.keys.create(db as unknown as VaultDb, subjectId, vault.now()))
    let portalKey: NamedKey | undefined
    return {
      seal: async (subjectId, place, value) => sealValue(await keyOf(subjectId), place, value),
      async open(place, value) {
        const plain = await unsealed(vault.keys, db as unknown as VaultDb, place, decoded(value))
        return plain === null ? null : JSON.parse(plain.toString())
      },
      async blindIndex(place, value) {
        portalKey ??= await keyOf(portalSubject)
        return indexed(derive(portalKey.key, indexPurpose(place)), value)
      },
    }
  })
}

/**
 * Seals the personal columns of a row, or of the part of it that an update sets, which must name the row's id and its
 * subject besides. The key is made with the first value of a subject, in the same unit of work.
 * @example await rows(em).insertInto('dog').values(await sealRow(em, Dog, dog)).execute()
 */
export async function sealRow<E extends EntitySchema, P extends Partial<PlainRow<E>>>(
  em: EntityManager,
  entity: E,
  row: P,
): Promise<SealedRow<E, P>> {
  const { table, primaryKey, subject, columns } = sealedTableOf(entity)
  const plain = row as Record<string, unknown>
  const filled = columns.filter((column) => plain[column] !== undefined && plain[column] !== null)
  const result: Record<string, unknown> = { ...plain }
  if (filled.length > 0) {
    const id = textOf(plain, table, primaryKey)
    const key = await keyFor(em, textOf(plain, table, subject))
    for (const column of filled) result[column] = sealValue(key, { table, id, column }, plain[column])
  }
  return result as SealedRow<E, P>
}

/** Opens the personal columns of rows; `null` where the key is destroyed. One query for all keys that are not at hand. */
export async function openRows<E extends EntitySchema, R extends object>(
  em: EntityManager,
  entity: E,
  rows: readonly R[],
): Promise<OpenRow<R>[]> {
  const { table, primaryKey, columns } = sealedTableOf(entity)
  const { keys, opened } = vaultOf(em)
  const results: Record<string, unknown>[] = []
  const found: (ReturnType<typeof lookAt> & { row: Record<string, unknown>; column: string; text: string })[] = []
  for (const row of rows) {
    const result = { ...row } as Record<string, unknown>
    results.push(result)
    for (const column of columns) {
      const text = result[column]
      if (typeof text !== 'string' || text === '') continue
      const at = { table, id: textOf(result, table, primaryKey), column }
      found.push({ row: result, column, text, ...lookAt(opened, at, text) })
    }
  }
  if (found.length === 0) return results as OpenRow<R>[]
  const ids = found.map(({ keyId }) => keyId)
  const held = await keys.byId(dbOf(em), ids)
  for (const { row, column, text, keyId, place, ...known } of found) {
    const key = held.get(keyId) ?? null
    if (key === null) row[column] = null
    else if ('value' in known) row[column] = known.value
    else opened.remember(text, { keyId, place, value: (row[column] = openJsonText(key, place, known.bytes)) })
  }
  return results as OpenRow<R>[]
}

const openJsonText = (key: Uint8Array, place: string, bytes: Buffer): unknown =>
  JSON.parse((decrypt(key, place, bytes) ?? damagedAt(place)).toString())

/** What is known about a sealed text before its key is at hand: the value itself, or its bytes. */
function lookAt(opened: OpenedValues, at: SealedPlace, text: string) {
  const place = placeText(at)
  const known = opened.get(text, place)
  if (known !== undefined) return known
  const bytes = decoded(text)
  return { keyId: keyIdOf(bytes) ?? damagedAt(place), place, bytes }
}

/** The same for one row, which may be missing. */
export async function openRow<E extends EntitySchema, R extends object>(
  em: EntityManager,
  entity: E,
  row: R | undefined,
): Promise<OpenRow<R> | undefined> {
  return row === undefined ? undefined : (await openRows(em, entity, [row]))[0]
}

/** Seals bytes, such as a file before it is stored. */
export async function sealBytes(
  em: EntityManager,
  subjectId: string,
  place: SealedPlace,
  plain: Uint8Array,
): Promise<Buffer> {
  return encrypt(await keyFor(em, subjectId), placeText(place), plain)
}

/** The bytes again, or `null` when their key is destroyed. Throws `vault.damaged`. */
export const openBytes = (em: EntityManager, place: SealedPlace, sealed: Uint8Array): Promise<Buffer | null> =>
  unsealed(vaultOf(em).keys, dbOf(em), place, sealed)

async function unsealed(keys: DataKeys, db: VaultDb, place: SealedPlace, sealed: Uint8Array): Promise<Buffer | null> {
  const id = keyIdOf(sealed)
  if (id === null) return damaged(place)
  const key = (await keys.byId(db, [id])).get(id) ?? null
  if (key === null) return null
  return decrypt(key, placeText(place), sealed) ?? damaged(place)
}

/**
 * The key of a subject for content that is too large for `sealBytes`; made when there is none and the unit of work
 * writes, `null` when there is none and it only reads.
 */
export async function fileKeyOf(em: EntityManager, subjectId: string): Promise<NamedKey | null> {
  return em.isInTransaction() ? keyFor(em, subjectId) : vaultOf(em).keys.find(dbOf(em), subjectId)
}

/** Seals JSON that is no column of its own. */
export const sealJson = async (em: EntityManager, subjectId: string, place: SealedPlace, value: unknown) =>
  (await sealBytes(em, subjectId, place, Buffer.from(JSON.stringify(value)))).toString('base64url')

/** The JSON again, or `null` when its key is destroyed. */
export async function openJson(em: EntityManager, place: SealedPlace, sealed: string): Promise<unknown> {
  const plain = await openBytes(em, place, decoded(sealed))
  return plain === null ? null : JSON.parse(plain.toString())
}

/**
 * What a sealed value is found by: equal values have equal indexes within one column, and nothing else follows from them
 * without the key. Write values in one spelling first.
 */
export async function blindIndex(
  em: EntityManager,
  place: Pick<SealedPlace, 'table' | 'column'>,
  value: string,
): Promise<string> {
  return indexed(await vaultOf(em).portal.derived(em, indexPurpose(place)), value)
}

/**
 * Seals what only the holder of a secret may read again: the portal keeps no key for it, so that neither the database nor
 * the master key opens it. A secret that can be guessed protects less.
 */
export async function sealForHolder(em: EntityManager, secret: string, place: SealedPlace, value: unknown) {
  const portal = await vaultOf(em).portal.of(em)
  const key = derive(portal.key, `holder\0${secret}`)
  return encrypt({ id: portal.id, key }, placeText(place), Buffer.from(JSON.stringify(value))).toString('base64url')
}

/** The value again, for the same secret. Throws `vault.damaged`. */
export async function openForHolder(em: EntityManager, secret: string, place: SealedPlace, sealed: string) {
  const key = derive((await vaultOf(em).portal.of(em)).key, `holder\0${secret}`)
  return JSON.parse((decrypt(key, placeText(place), decoded(sealed)) ?? damaged(place)).toString()) as unknown
}

/** The subject behind an address that somebody left without login: the same address, the same subject. */
export async function subjectOfAddress(em: EntityManager, address: string): Promise<string> {
  const index = await blindIndex(em, { table: 'core_data_key', column: 'address' }, address.trim().toLowerCase())
  const hex = Buffer.from(index, 'base64url').toString('hex')
  return hex.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-8$3-8$4-$5')
}

/** Destroys the keys of these subjects: everything sealed with them is unreadable from the commit on, for good. */
export async function destroyKeys(em: EntityManager, subjectIds: readonly string[]): Promise<void> {
  const { keys, opened, now } = vaultOf(em)
  const destroyed = await keys.destroy(dbOf(em), subjectIds, now())
  for (const subjectId of subjectIds) held.get(em)?.delete(subjectId)
  // Whoever read meanwhile has remembered them again.
  afterCommit(em, () => {
    keys.forget(destroyed)
    opened.forget(destroyed)
  })
}

/** Makes the portal's own key if it has none yet, so that links and indexes made before the first row is written count. */
export const settlePortalKey = (database: Database): Promise<void> => vaultOf(database.em()).portal.settle(database)

/** Wraps a batch of data keys with the active master key; returns how many were left behind by another one. */
export const rewrapKeys = (em: EntityManager, limit: number): Promise<number> =>
  vaultOf(em).keys.rewrap(dbOf(em), limit)

/** Whether any data key is wrapped by another master key than this one. */
export const isOtherMasterNamed = (em: EntityManager, masterKeyId: string): Promise<boolean> =>
  vaultOf(em).keys.isAnyOther(dbOf(em), masterKeyId)

function vaultOf(em: EntityManager): Vault {
  const vault = vaults.get(em.getDriver())
  if (vault === undefined) throw errors.notOpen()
  return vault
}

const dbOf = (em: EntityManager): VaultDb => em.getKysely() as unknown as VaultDb

async function keyFor(em: EntityManager, subjectId: string): Promise<NamedKey> {
  const { keys, now } = vaultOf(em)
  const known = held.get(em)?.get(subjectId)
  if (known !== undefined) return known
  const found = await keys.find(dbOf(em), subjectId)
  if (!em.isInTransaction()) {
    if (found === null) throw errors.notWriting({ subject: subjectId })
    return found
  }
  const key = found ?? (await keys.create(dbOf(em), subjectId, now()))
  const ofUnit = held.get(em) ?? new Map<string, NamedKey>()
  held.set(em, ofUnit.set(subjectId, key))
  return key
}

const indexPurpose = ({ table, column }: Pick<SealedPlace, 'table' | 'column'>) => `blind index\0${table}\0${column}`
const indexed = (key: Uint8Array, value: string): string =>
  createHmac('sha256', preparedKey(key)).update(value).digest('base64url')

const placeText = ({ table, id, column }: SealedPlace): string => `${table}\0${id}\0${column}`

const sealValue = (key: NamedKey, place: SealedPlace, value: unknown): string =>
  encrypt(key, placeText(place), Buffer.from(JSON.stringify(value))).toString('base64url')

const damaged = (place: SealedPlace): never => damagedAt(placeText(place))

function damagedAt(place: string): never {
  const [table, id, column] = place.split('\0')
  throw errors.damaged({ place: `${table}.${column} of ${id}` })
}

/** Decoding is lenient, and an altered letter must not pass: anything but the one right spelling is empty. */
function decoded(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : Buffer.alloc(0)
}

function textOf(row: Record<string, unknown>, table: string, property: string): string {
  const value = row[property]
  if (typeof value !== 'string') throw errors.badSubject({ table, property })
  return value
}
