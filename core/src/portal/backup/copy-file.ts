import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

export interface CopiedFile {
  bytes: number
  /** Hex. */
  sha256: string
}

/** Copies a file durably and says what was read; `null` when it vanished meanwhile. Refuses to replace one. */
export async function copyFile(from: string, to: string, secret: boolean): Promise<CopiedFile | null> {
  const source = await open(from, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (source === null) return null
  try {
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    const target = await open(to, 'wx', secret ? 0o600 : 0o644)
    try {
      const hash = createHash('sha256')
      let bytes = 0
      for await (const chunk of piecesOf(source)) {
        hash.update(chunk)
        bytes += chunk.byteLength
        await target.writeFile(chunk)
      }
      await target.sync()
      return { bytes, sha256: hash.digest('hex') }
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

// A stream would close the file by itself at its end, and a close that fails there nobody can catch.
async function* piecesOf(source: FileHandle): AsyncGenerator<Buffer> {
  const piece = Buffer.alloc(262_144)
  for (;;) {
    const { bytesRead } = await source.read(piece, 0, piece.length, null)
    if (bytesRead === 0) return
    yield piece.subarray(0, bytesRead)
  }
}

/** What a file holds now. */
export async function weighFile(file: string): Promise<CopiedFile> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    bytes += chunk.byteLength
  }
  return { bytes, sha256: hash.digest('hex') }
}
