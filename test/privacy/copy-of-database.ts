import { copyFileSync, rmSync } from 'node:fs'
import type { Test } from 'tap'
import { openDatabase } from '../../core/src/storage/database.ts'

/** A backup of a database that nobody has open. */
export interface CopyOfDatabase {
  take(): Promise<void>
  /** Puts the copy in the place of the database. */
  restore(): Promise<void>
}

/** Copies the file of SQLite, or the database within the server of PostgreSQL. */
export function copyOfDatabase(t: Test, url: string): CopyOfDatabase {
  return url.startsWith('sqlite:') ? copyOfFile(url.slice('sqlite:'.length)) : copyInServer(t, url)
}

const copyOfFile = (file: string): CopyOfDatabase => ({
  take: async () => copyFileSync(file, `${file}.backup`),
  async restore() {
    for (const part of ['', '-wal', '-shm']) rmSync(`${file}${part}`, { force: true })
    copyFileSync(`${file}.backup`, file)
  },
})

function copyInServer(t: Test, url: string): CopyOfDatabase {
  const name = new URL(url).pathname.slice(1)
  const backup = `${name}_backup`
  const administer = async (statement: string) => {
    const address = new URL(url)
    address.pathname = '/postgres'
    const server = await openDatabase({ url: address.href, entities: [] })
    await server
      .em()
      .execute(statement)
      .finally(() => server.close())
  }
  t.teardown(() => void administer(`drop database if exists "${backup}" with (force)`))
  return {
    take: () => administer(`create database "${backup}" template "${name}"`),
    async restore() {
      await administer(`drop database "${name}" with (force)`)
      await administer(`create database "${name}" template "${backup}"`)
    },
  }
}
