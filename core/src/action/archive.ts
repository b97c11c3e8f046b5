import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import type { Entry, ZipFile } from 'yauzl'
import { storageFault } from '../storage/storage-fault.ts'

/** How much an archive may unfold to; nested archives count with the one around them. */
export const archiveLimits = { entries: 1_000, bytes: 256 * 1_048_576, ratio: 100, depth: 2 } as const

/** Small archives are allowed any ratio: text compresses well, and a megabyte hurts nobody. */
const harmlessBytes = 1_048_576

/** Why an archive is refused. */
export type ArchiveProblem = 'archive-too-large' | 'archive-damaged' | 'archive-locked' | 'archive-nested'

interface Budget {
  entries: number
  bytes: number
  /** Size of the outermost archive: what the ratio is measured against. */
  packed: number
}

class Refusal extends Error {
  readonly problem: ArchiveProblem

  constructor(problem: ArchiveProblem) {
    super(problem)
    this.problem = problem
  }
}

/**
 * Unfolds a zip file without keeping anything, and says what is wrong with it: too many or too large entries (as they
 * really are, not as they claim), names that leave the folder, encryption, archives within archives within archives.
 */
export async function checkArchive(path: string, size: number): Promise<ArchiveProblem | null> {
  try {
    await unfold(path, { entries: 0, bytes: 0, packed: size }, 1)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.problem
    if (storageFault(error) !== null) throw error
    return 'archive-damaged'
  }
}

async function unfold(path: string, budget: Budget, depth: number): Promise<void> {
  const { openPromise } = await import('yauzl')
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: false })
  try {
    // What it announces is refused before anything is unfolded; what it hides is counted below.
    if (budget.entries + zip.entryCount > archiveLimits.entries) throw new Refusal('archive-too-large')
    for await (const entry of zip.eachEntry()) {
      budget.entries += 1
      if (budget.entries > archiveLimits.entries) throw new Refusal('archive-too-large')
      if (entry.isEncrypted()) throw new Refusal('archive-locked')
      if (!entry.fileName.endsWith('/')) await readEntry(zip, entry, path, budget, depth)
    }
  } finally {
    zip.close()
  }
}

async function readEntry(zip: ZipFile, entry: Entry, path: string, budget: Budget, depth: number): Promise<void> {
  const stream = counted(await zip.openReadStreamPromise(entry), budget)
  const first = await stream.next()
  if (first.done === true) return
  const kind = packedAs(first.value)
  if (kind === 'zip' && depth < archiveLimits.depth) return unfoldNested(first.value, stream, path, budget, depth)
  if (kind !== null) throw new Refusal('archive-nested')
  for await (const chunk of stream) void chunk
}

async function unfoldNested(
  first: Buffer,
  rest: AsyncGenerator<Buffer>,
  path: string,
  budget: Budget,
  depth: number,
): Promise<void> {
  const inner = `${path}.${depth}`
  try {
    await pipeline(
      async function* whole() {
        yield first
        yield* rest
      },
      createWriteStream(inner, { flags: 'wx', mode: 0o600 }),
    )
    await unfold(inner, budget, depth + 1)
  } finally {
    await rm(inner, { force: true })
  }
}

async function* counted(stream: Readable, budget: Budget): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    budget.bytes += (chunk as Buffer).length
    if (budget.bytes > mostBytes(budget.packed)) throw new Refusal('archive-too-large')
    yield chunk as Buffer
  }
}

const mostBytes = (packed: number): number =>
  Math.min(archiveLimits.bytes, Math.max(harmlessBytes, packed * archiveLimits.ratio))

const magic: [string, 'zip' | 'other'][] = [
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['377abcaf271c', 'other'],
  ['526172211a07', 'other'],
  ['1f8b', 'other'],
  ['fd377a585a00', 'other'],
  ['425a68', 'other'],
  ['28b52ffd', 'other'],
]

function packedAs(start: Buffer): 'zip' | 'other' | null {
  const hex = start.subarray(0, 8).toString('hex')
  return magic.find(([bytes]) => hex.startsWith(bytes))?.[1] ?? null
}
