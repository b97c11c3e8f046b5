import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../../core/src/testing/postgres.ts'
import type { BareAddresses } from './bare-database.ts'

/** A fresh folder and fresh databases to measure on. */
export interface BenchEngine {
  name: 'SQLite' | 'PostgreSQL'
  folder: string
  addresses: BareAddresses
  close(): Promise<void>
}

export async function openSqlite(): Promise<BenchEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'kreiswerk-bench-'))
  return {
    name: 'SQLite',
    folder,
    addresses: {
      cases: `sqlite:${join(folder, 'portal.db')}`,
      own: `sqlite:${join(folder, 'bare.db')}`,
      data: join(folder, 'data'),
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

// What a server has that nobody has configured.
const asInstalled = { shared_buffers: '128MB', max_wal_size: '1GB' }

export async function openPostgres(): Promise<BenchEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'kreiswerk-bench-'))
  const server = await startPostgres({ durable: true, settings: asInstalled })
  return {
    name: 'PostgreSQL',
    folder,
    addresses: {
      cases: await server.createDatabase('portal'),
      own: await server.createDatabase('bare'),
      data: join(folder, 'data'),
    },
    async close() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
