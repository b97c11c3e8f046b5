import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

/** Bytes read at a time; whoever reads on lets everybody else have a turn in between. */
const block = 65_536
const newline = 0x0a

/** The lines of a file from a byte on, in order, some at a time. None when there is no such file. */
export async function* linesFrom(file: string, start = 0): AsyncGenerator<string[]> {
  const handle = await openIfThere(file)
  if (handle === null) return
  try {
    let rest: Buffer = Buffer.alloc(0)
    for (let position = start; ;) {
      const read = await readBytes(handle, position, block)
      if (read.length === 0) break
      position += read.length
      const bytes = Buffer.concat([rest, read])
      const end = bytes.lastIndexOf(newline) + 1
      rest = bytes.subarray(end)
      if (end > 0) yield bytes.toString('utf8', 0, end - 1).split('\n')
    }
    if (rest.length > 0) yield [rest.toString()]
  } finally {
    await handle.close()
  }
}

/** The lines of a file from its end on, the last one first, some at a time. None when there is no such file. */
export async function* linesFromEnd(file: string): AsyncGenerator<string[]> {
  const handle = await openIfThere(file)
  if (handle === null) return
  try {
    let { size: position } = await handle.stat()
    let rest: Buffer = Buffer.alloc(0)
    while (position > 0) {
      const length = Math.min(block, position)
      position -= length
      const bytes = Buffer.concat([await readBytes(handle, position, length), rest])
      // What stands before the first end of a line may be the rest of a line that begins in the block before.
      const start = position === 0 ? 0 : bytes.indexOf(newline) + 1
      const isWithinLine = position > 0 && start === 0
      rest = isWithinLine ? bytes : bytes.subarray(0, start)
      if (!isWithinLine) yield bytes.toString('utf8', start).replace(/\n$/, '').split('\n').reverse()
    }
  } finally {
    await handle.close()
  }
}

/** A place in a file that only grows, and what stood right before it. */
export interface FileMark {
  end: number
  before: string
}

const remembered = 128

/** Marks the end of a file; a missing one is as good as empty. */
export async function markEnd(file: string): Promise<FileMark> {
  const handle = await openIfThere(file)
  if (handle === null) return { end: 0, before: '' }
  try {
    const { size: end } = await handle.stat()
    return { end, before: await textBefore(handle, end) }
  } finally {
    await handle.close()
  }
}

/** Whether a file has only grown since it was marked: it was neither cut, nor replaced, nor taken away. */
export async function hasOnlyGrown(file: string, { end, before }: FileMark): Promise<boolean> {
  const handle = await openIfThere(file)
  if (handle === null) return end === 0
  try {
    return (await textBefore(handle, end)) === before
  } finally {
    await handle.close()
  }
}

async function textBefore(handle: FileHandle, end: number): Promise<string> {
  const length = Math.min(remembered, end)
  return (await readBytes(handle, end - length, length)).toString('latin1')
}

async function readBytes(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

async function openIfThere(file: string): Promise<FileHandle | null> {
  try {
    return await open(file, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
