import fs from 'node:fs'
import type { PathLike } from 'node:fs'
import files from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { relative } from 'node:path'
import { Readable, Writable } from 'node:stream'
import type { Test } from 'tap'
import Sqlite from 'better-sqlite3'

/**
 * How an operation fails: with the error of the system, or after it has done half of its work (half of the bytes are
 * written), or after all of it (the name is changed, the file is synced, and yet it is said to have failed).
 */
export type Fault = 'EIO' | 'ENOSPC' | 'EMFILE' | 'half'

export const faults: readonly Fault[] = ['EIO', 'ENOSPC', 'EMFILE', 'half']

/** A folder on a disk of which every single operation can be made to fail. */
export interface FaultyDisk {
  /** What was done since the last call of `failAt`, in order: the operation, and the file within the folder. */
  readonly operations: readonly string[]
  /** What was made to fail, if it has come to it. */
  readonly hit: string | null
  /** Makes the operation number `place` from now on fail, counted from 0, and none after it; -1 for none. */
  failAt(place: number, fault: Fault): void
}

/**
 * Takes the place of Node's file operations and of SQLite's statements for everything below `folder`, in this process
 * and until the test ends. Nothing needs to know: what is written tomorrow is watched too.
 */
export function faultyDisk(t: Test, folder: string): FaultyDisk {
  let operations: string[] = []
  let place = -1
  let fault: Fault = 'EIO'
  let hit: string | null = null

  /** The fault of this operation, or null when it is to work. */
  function pass(operation: string): Fault | null {
    operations.push(operation)
    if (operations.length - 1 !== place) return null
    hit = operation
    return fault
  }
  const isHere = (path: unknown): path is string => typeof path === 'string' && path.startsWith(folder)
  const passAt = (operation: string, path: string) => pass(`${operation} ${relative(folder, path)}`)
  const undo = [watchFiles(passAt, isHere), watchStreams(passAt, isHere), watchSqlite(pass, isHere)]
  t.teardown(() => undo.forEach((end) => end()))
  return {
    get operations() {
      return operations
    },
    get hit() {
      return hit
    },
    failAt(at, kind) {
      operations = []
      place = at
      fault = kind
      hit = null
    },
  }
}

type Pass = (operation: string) => Fault | null
type PassAt = (operation: string, path: string) => Fault | null
type IsHere = (path: unknown) => path is string
type Operation = (...args: unknown[]) => Promise<unknown>

const systemError = (fault: Fault, operation: string): Error => {
  const code = fault === 'half' ? 'ENOSPC' : fault
  return Object.assign(new Error(`${code}: made to fail, ${operation}`), { code, syscall: operation })
}

/** Runs an operation, or fails in its place, or after it. */
async function attempt(fault: Fault | null, operation: string, work: () => Promise<unknown>): Promise<unknown> {
  if (fault === null) return work()
  if (fault === 'half') await work()
  throw systemError(fault, operation)
}

function watchFiles(pass: PassAt, isHere: IsHere): () => void {
  const real = { ...files }
  const names = [
    'mkdir',
    'rename',
    'rm',
    'link',
    'chmod',
    'readFile',
    'writeFile',
    'stat',
    'readdir',
    'access',
  ] as const
  const target = files as unknown as Record<string, Operation>
  for (const name of names) {
    const work = real[name] as unknown as Operation
    target[name] = (...args) => {
      const [path] = args
      return isHere(path) ? attempt(pass(name, path), name, () => work(...args)) : work(...args)
    }
  }
  target.open = async (...args) => {
    const [path] = args
    if (!isHere(path)) return (real.open as unknown as Operation)(...args)
    const fault = pass('open', path)
    if (fault !== null) throw systemError(fault, 'open')
    const handle = (await (real.open as unknown as Operation)(...args)) as FileHandle
    return watchHandle(handle, (operation) => pass(operation, path))
  }
  syncBuiltinESMExports()
  return function restore() {
    Object.assign(files, real)
    syncBuiltinESMExports()
  }
}

function watchHandle(handle: FileHandle, pass: Pass): FileHandle {
  const target = handle as unknown as Record<string, Operation>
  for (const name of ['sync', 'close', 'read', 'stat'] as const) {
    const work = target[name]!.bind(handle)
    target[name] = async (...args) => {
      const fault = pass(name)
      // A descriptor is gone even when closing it has failed.
      return attempt(name === 'close' && fault !== null ? 'half' : fault, name, () => work(...args))
    }
  }
  const write = handle.writeFile.bind(handle)
  target.writeFile = async (content) => {
    const fault = pass('write')
    const bytes = typeof content === 'string' ? Buffer.from(content) : (content as Uint8Array)
    if (fault === 'half') await write(bytes.subarray(0, bytes.byteLength >> 1))
    if (fault !== null) throw systemError(fault, 'write')
    return write(bytes)
  }
  return handle
}

function watchStreams(pass: PassAt, isHere: IsHere): () => void {
  const { createReadStream, createWriteStream } = fs
  const failing = (fault: Fault, operation: string) => systemError(fault, operation)
  fs.createReadStream = ((path: PathLike, ...rest: []) => {
    const fault = isHere(path) ? pass('read stream', path) : null
    if (fault === null) return createReadStream(path, ...rest)
    return Readable.from(failingSource(failing(fault, 'read stream')))
  }) as typeof createReadStream
  fs.createWriteStream = ((path: PathLike, ...rest: []) => {
    const fault = isHere(path) ? pass('write stream', path) : null
    if (fault === null) return createWriteStream(path, ...rest)
    return new Writable({ write: (_chunk, _encoding, done) => done(failing(fault, 'write stream')) })
  }) as typeof createWriteStream
  syncBuiltinESMExports()
  return function restore() {
    Object.assign(fs, { createReadStream, createWriteStream })
    syncBuiltinESMExports()
  }
}

// oxlint-disable-next-line require-yield -- it fails before anything is read
async function* failingSource(error: Error): AsyncGenerator<Buffer> {
  throw error
}

const sqliteCodes = {
  EIO: 'SQLITE_IOERR_WRITE',
  ENOSPC: 'SQLITE_FULL',
  EMFILE: 'SQLITE_CANTOPEN',
  half: 'SQLITE_IOERR_FSYNC',
}

/** Each statement is an operation; with a full disk, and when a commit fails, SQLite undoes the transaction by itself. */
function watchSqlite(pass: Pass, isHere: IsHere): () => void {
  const { prototype } = Sqlite as unknown as { prototype: Sqlite.Database }
  const prepare = prototype.prepare
  prototype.prepare = function watched(this: Sqlite.Database, source: string) {
    const statement = prepare.call(this, source)
    if (!isHere(this.name)) return statement
    const target = statement as unknown as Record<string, (...args: unknown[]) => unknown>
    for (const name of ['run', 'all', 'get', 'iterate']) {
      const work = target[name]!.bind(statement)
      target[name] = (...args: unknown[]) => {
        const fault = pass(`sql ${source.replace(/\s+/g, ' ').slice(0, 60)}`)
        if (fault === null) return work(...args)
        const undoes = fault === 'ENOSPC' || fault === 'half' || source === 'commit'
        if (undoes && this.inTransaction && source !== 'rollback') prepare.call(this, 'rollback').run([])
        throw new Sqlite.SqliteError(`made to fail: ${source.slice(0, 60)}`, sqliteCodes[fault])
      }
    }
    return statement
  } as typeof prepare
  return function restore() {
    prototype.prepare = prepare
  }
}
