import { hkdfSync, randomBytes } from 'node:crypto'
import type { Database, EntityManager } from '../storage/database.ts'
import { afterCommit, unitOfWork } from '../storage/unit-of-work.ts'
import type { NamedKey } from './cipher.ts'
import type { DataKeys, VaultDb } from './data-keys.ts'

/** Whose key it is among the data keys. */
export const portalSubject = '00000000-0000-0000-0000-000000000000'

/** The portal's own key, nobody's: it makes the blind indexes, and outlives every rotation of the master key. */
export class PortalKey {
  readonly #keys: DataKeys
  readonly #now: () => Date
  #known: NamedKey | undefined
  /** By purpose: as many as there are indexed columns. */
  readonly #derived = new Map<string, Buffer>()

  constructor(keys: DataKeys, now: () => Date) {
    this.#keys = keys
    this.#now = now
  }

  /** Makes it if there is none yet: what is read before the first row is written counts afterwards, too. */
  async settle(database: Database): Promise<void> {
    await this.of(database.em())
    if (this.#known === undefined) await unitOfWork(database, (em) => this.of(em))
  }

  /** Where nothing was written and none was settled there is nothing to find: then any key will do for looking. */
  async of(em: EntityManager): Promise<NamedKey> {
    if (this.#known !== undefined) return this.#known
    const db = em.getKysely() as unknown as VaultDb
    const found = await this.#keys.find(db, portalSubject)
    if (!em.isInTransaction()) return found === null ? randomKey() : (this.#known = found)
    const key = found ?? (await this.#keys.create(db, portalSubject, this.#now()))
    afterCommit(em, () => void (this.#known = key))
    return key
  }

  /** A key of its own for a purpose. */
  async derived(em: EntityManager, purpose: string): Promise<Buffer> {
    const known = this.#derived.get(purpose)
    if (known !== undefined) return known
    const key = derive((await this.of(em)).key, purpose)
    if (this.#known !== undefined) this.#derived.set(purpose, key)
    return key
  }
}

export const derive = (key: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', purpose, 32))

const randomKey = (): NamedKey => ({ id: portalSubject, key: randomBytes(32) })
