import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The text of a file, or null when there is no such file. */
export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Writes a file so that after a power cut either the old or the new content is there, complete. */
export async function replaceFile(file: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  const written = await writeBeside(file, content, mode)
  try {
    await rename(written, file)
  } catch (error) {
    await rm(written, { force: true })
    throw error
  }
  await syncFolder(dirname(file))
}

/** The same, for a file that must not be there yet. False when somebody else was faster; theirs stays. */
export async function createFile(file: string, content: string | Uint8Array, mode = 0o644): Promise<boolean> {
  const written = await writeBeside(file, content, mode)
  try {
    await link(written, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(written, { force: true })
  }
  await syncFolder(dirname(file))
  return true
}

/** Adds lines, durably. A line that a fault has left half written stays a line of its own. */
export async function appendLines(file: string, lines: readonly string[], mode = 0o644): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const handle = await open(file, 'a+', mode)
  let isNew = false
  try {
    const { size } = await handle.stat()
    isNew = size === 0
    const last = Buffer.alloc(1)
    if (!isNew) await handle.read(last, 0, 1, size - 1)
    const start = isNew || last.toString() === '\n' ? '' : '\n'
    await handle.writeFile(start + lines.map((line) => `${line}\n`).join(''))
    await handle.sync()
  } finally {
    await handle.close()
  }
  if (isNew) await syncFolder(dirname(file))
}

/** Makes sure that the names in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows can neither open nor sync a folder, and needs not to.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function writeBeside(file: string, content: string | Uint8Array, mode: number): Promise<string> {
  await mkdir(dirname(file), { recursive: true })
  const beside = `${file}.${randomBytes(6).toString('hex')}`
  try {
    const handle = await open(beside, 'wx', mode)
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {})
    throw error
  }
  return beside
}
