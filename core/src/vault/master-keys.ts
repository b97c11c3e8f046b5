import { randomBytes, randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createFile, readIfThere, replaceFile } from '../base/durable-file.ts'
import type { NamedKey } from './cipher.ts'
import { errors } from './errors.ts'

/** The keys that wrap data keys. They lie in a file beside the database, never in it. */
export interface MasterKeys {
  readonly file: string
  /**
   * Wraps new data keys: the first of the file as it is now, since another process may have rotated. Throws
   * `vault.master-key-lost` when the file is gone: what a key seals that lies nowhere is lost with the next restart.
   */
  active(): Promise<NamedKey>
  /** The key of this id; looks into the file again before it gives up. Throws `vault.master-key-unknown`. */
  find(id: string): Promise<NamedKey>
}

/** The file of the master keys: `KREISWERK_MASTER_KEY_FILE`, else `master.key` in the data folder. */
export const masterKeyFile = (dataFolder: string, variables: NodeJS.ProcessEnv = process.env): string =>
  variables.KREISWERK_MASTER_KEY_FILE ?? join(dataFolder, 'master.key')

export const newMasterKey = (): NamedKey => ({ id: randomUUID(), key: randomBytes(32) })

/**
 * Reads the master keys, the active one first. When the file is missing, it is made, readable by its owner only, if
 * `mayCreate` says so. Throws `vault.master-key-lost`, `vault.master-key-exposed` and `vault.master-key-invalid`.
 */
export async function openMasterKeys(file: string, mayCreate: () => Promise<boolean>): Promise<MasterKeys> {
  let keys = await readKeys(file)
  if (keys === null) {
    if (!(await mayCreate())) throw errors.masterKeyLost({ file })
    // Another process may start at the same moment; its keys stay.
    await createFile(file, textOf([newMasterKey()]), 0o600)
    keys = await readKeys(file)
  }
  return keysOfFile(file, keys ?? [])
}

/** Replaces the file at one stroke: after a power cut it is the old or the new one. */
export const writeMasterKeys = (file: string, keys: readonly NamedKey[]): Promise<void> =>
  replaceFile(file, textOf(keys), 0o600)

const textOf = (keys: readonly NamedKey[]): string =>
  keys.map(({ id, key }) => `${id} ${Buffer.from(key).toString('base64')}\n`).join('')

/** The keys of the file, or `null` when there is none. */
export async function readKeys(file: string): Promise<NamedKey[] | null> {
  const text = await readIfThere(file)
  if (text === null) return null
  // Windows has no such modes and reports 0666 for every file.
  if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0) throw errors.masterKeyExposed({ file })
  const keys = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [id = '', encoded = ''] = line.trim().split(/\s+/)
      return { id, key: Buffer.from(encoded, 'base64') }
    })
  const valid = keys.length > 0 && keys.every(({ id, key }) => /^[0-9a-f-]{36}$/.test(id) && key.length === 32)
  if (!valid) throw errors.masterKeyInvalid({ file })
  return keys
}

/** Keys that are known and looked up in no file; `file` is where errors say that they came from. */
export const fixedMasterKeys = (keys: readonly NamedKey[], file = ''): MasterKeys => ({
  file,
  active: async () => keys[0]!,
  async find(id) {
    const found = keys.find((key) => key.id === id)
    if (found === undefined) throw errors.masterKeyUnknown({ masterKey: id, file })
    return found
  },
})

function keysOfFile(file: string, first: readonly NamedKey[]): MasterKeys {
  let keys = first
  let version: string | undefined
  // Keys that have left the file stay: a row that was read before it was wrapped anew still names one of them.
  const known = new Map(first.map((key) => [key.id, key]))

  async function readAgain(): Promise<readonly NamedKey[]> {
    // Looked at first, so that whoever replaces the file during the reading is noticed the next time.
    const seen = versionOf(file)
    const read = await readKeys(file)
    if (read === null) throw errors.masterKeyLost({ file })
    for (const key of read) known.set(key.id, key)
    keys = read
    version = seen
    return read
  }

  return {
    file,
    active: async () => (versionOf(file) === version ? keys : await readAgain())[0]!,
    async find(id) {
      if (!known.has(id)) await readAgain()
      const found = known.get(id)
      if (found === undefined) throw errors.masterKeyUnknown({ masterKey: id, file })
      return found
    },
  }
}

/**
 * Another one whenever the file was replaced. It takes microseconds; an asynchronous look could queue up behind password
 * hashes while a unit of work holds its locks.
 */
function versionOf(file: string): string {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false })
  return found === undefined ? 'missing' : `${found.ino} ${found.size} ${found.mtimeNs}`
}
