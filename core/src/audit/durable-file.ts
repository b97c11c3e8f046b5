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

/** Writes a file so that after a power cut either the old or the new text is there, complete. */
export async function replaceFile(file: string, text: string, mode = 0o644): Promise<void> {
  const written = await writeBeside(file, text, mode)
  await rename(written, file)
  await syncFolder(dirname(file))
}

/** The same, for a file that must not be there yet. False when somebody else was faster; theirs stays. */
export async function createFile(file: string, text: string, mode = 0o644): Promise<boolean> {
  const written = await writeBeside(file, text, mode)
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

async function writeBeside(file: string, text: string, mode: number): Promise<string> {
  await mkdir(dirname(file), { recursive: true })
  const beside = `${file}.${randomBytes(6).toString('hex')}`
  const handle = await open(beside, 'wx', mode)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return beside
}

async function syncFolder(folder: string): Promise<void> {
  // Windows can neither open nor sync a folder, and needs not to.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
