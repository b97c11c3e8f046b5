import { link, readdir, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { syncFolder } from '../../base/durable-file.ts'
import { errors } from './errors.ts'

/** Renames files into their places one after another, and takes all of that back when one of them cannot be. */
export class Placement {
  #aside: string
  #undo: (() => Promise<void>)[] = []
  #folders = new Set<string>()

  /** `aside` is a folder for what is replaced. */
  constructor(aside: string) {
    this.#aside = aside
  }

  /**
   * Gives a file or a folder its place. A folder that is there takes in what the other one holds, since it may be a mount
   * point; a file that is there is replaced. Throws `backup.other-file-system`.
   */
  async put(from: string, to: string): Promise<void> {
    const there = await stat(to).catch(nullIfMissing)
    if (there?.isDirectory() === true) {
      // By name from the end: of the audit log the kept checkpoint comes last, so that a power cut never leaves it alone.
      for (const name of (await readdir(from)).sort().reverse()) await this.put(join(from, name), join(to, name))
      return
    }
    const old = there === null ? null : join(this.#aside, String(this.#undo.length))
    try {
      // Linked, not moved: at no moment is there none.
      if (old !== null) await link(to, old)
      await rename(from, to)
    } catch (cause) {
      throw (cause as NodeJS.ErrnoException).code === 'EXDEV'
        ? errors.otherFileSystem({ place: dirname(to) }, { cause })
        : cause
    }
    this.#undo.push(() => (old === null ? rename(to, from) : rename(old, to)))
    this.#folders.add(dirname(to))
  }

  /** Makes sure that what was put survives a power cut. */
  async sync(): Promise<void> {
    for (const folder of this.#folders) await syncFolder(folder)
  }

  /** Leaves everything as it was. */
  async takeBack(): Promise<void> {
    for (const undo of this.#undo.reverse()) await undo()
    await this.sync()
  }
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
