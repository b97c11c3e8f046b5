import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { checkArchive } from '../action/archive.ts'
import { detectFileType, endingFits, endingsOf, isArchive } from '../action/file-type.ts'
import type { UploadRule } from '../action/upload.ts'
import type { Problem } from '../base/error.ts'
import { Upload } from '../storage/upload.ts'

/** One file of a multipart body. */
export interface IncomingFile {
  stream: Readable
  fileName: string
  /** JSON pointer of the field it came in. */
  pointer: string
}

/** Counts the bytes of all files of a request; throws when they are too many. */
export type ByteCounter = (bytes: number) => void

/**
 * Writes a file to `path` while it arrives and says what it is, or what is wrong with it. What is beyond the limit of
 * the field is counted and dropped.
 */
export async function receiveFile(
  file: IncomingFile,
  rule: UploadRule,
  path: string,
  count: ByteCounter,
): Promise<Upload | Problem> {
  const { hash, size } = await write(file.stream, path, rule.maxBytes, count)
  const { pointer } = file
  const name = shownName(file.fileName)
  const limit = mebibytes(rule.maxBytes)
  if (size > rule.maxBytes) return { pointer, code: 'file-too-large', params: { limit, name } }
  const mediaType = await detectFileType(path, name)
  const wrong = await problemWith({ path, size, fileName: name, mediaType }, rule)
  // A field may bring several files, so the words name the one that is meant.
  if (wrong !== null) return { pointer, ...wrong, params: { ...wrong.params, name } }
  return new Upload({ fileName: name, mediaType, size, hash, path })
}

/** Reads a file to its end without keeping anything of it. */
export async function dropFile(stream: Readable, count: ByteCounter): Promise<void> {
  for await (const chunk of stream) count((chunk as Buffer).length)
}

async function write(stream: Readable, path: string, maxBytes: number, count: ByteCounter) {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      count(chunk.length)
      size += chunk.length
      if (size > maxBytes) continue
      hash.update(chunk)
      await file.writeFile(chunk)
    }
  } finally {
    await file.close()
  }
  return { hash: hash.digest('hex'), size }
}

interface Received {
  path: string
  size: number
  fileName: string
  mediaType: string
}

async function problemWith(
  { path, size, fileName, mediaType }: Received,
  { accept }: UploadRule,
): Promise<Omit<Problem, 'pointer'> | null> {
  const anything = accept.some((type) => type === '*/*')
  if (!anything) {
    const kinds = accept.map((type) => endingsOf(type)[0]?.toUpperCase()).join(', ')
    if (size === 0) return { code: 'file-empty' }
    if (!accept.some((type) => type === mediaType)) return { code: 'file-type', params: { kinds } }
    if (!endingFits(fileName, mediaType)) {
      return { code: 'file-ending', params: { kind: endingsOf(mediaType)[0]?.toUpperCase() ?? '' } }
    }
  }
  const archive = isArchive(mediaType) ? await checkArchive(path, size) : null
  return archive === null ? null : { code: archive }
}

const longestName = 150

/** A name as it can be shown: no folders, no control or direction characters, at most 150 characters, its ending kept. */
export function shownName(name: string): string {
  const base = name.toWellFormed().split(/[/\\]/).at(-1) ?? ''
  const clean = base
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
  if (clean.length <= longestName) return clean === '' ? 'file' : clean
  const ending = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? ''
  return clean.slice(0, longestName - ending.length) + ending
}

const mebibytes = (bytes: number): number => Math.round((bytes / 1_048_576) * 100) / 100
