import { appendLines } from '../base/durable-file.ts'
import { hasOnlyGrown, linesFrom, markEnd } from '../base/file-lines.ts'
import type { FileMark } from '../base/file-lines.ts'
import type { Database } from '../storage/database.ts'
import { destroyedSince, firstDestroyed, isDestroyed, knowsAll } from './destroyed-keys.ts'
import type { DestroyedKey } from './destroyed-keys.ts'
import { erasedLine, parseAll } from './erased-line.ts'
import type { Erased } from './erased-line.ts'
import { lateness, readListEnd } from './list-end.ts'

/**
 * Takes what a database erases into a list, each time only what is new: it remembers where it was, and finds it at the end
 * of the list when it begins. Where the list gives reason for doubt, everything is compared. Lines may stand in it twice.
 */
export class ErasureNoter {
  readonly #database: Database
  readonly #file: string
  #turn: Promise<unknown> = Promise.resolve()
  /** How far the list has been read or written; null: nothing is known of it. */
  #mark: FileMark | null = null
  /** Keys destroyed before this are in the list; null: perhaps none is. */
  #since: number | null = null
  /** The lines in the list that are not older, with their times. */
  #listed = new Map<string, number>()
  /** The keys that were taken in and are not older, with their times. */
  #taken = new Map<string, number>()
  #newest: DestroyedKey | null = null

  constructor(database: Database, file: string) {
    this.#database = database
    this.#file = file
  }

  /** Takes in, durably, what is new; returns how many keys it had not come across before. */
  note(): Promise<number> {
    const noted = this.#turn.then(() => this.#noteNew())
    this.#turn = noted.catch(() => {})
    return noted
  }

  async #noteNew(): Promise<number> {
    // Behind what this one erases, nobody would look at the next start for what the list knows better.
    if (this.#newest !== null && !(await isDestroyed(this.#database, this.#newest.id))) {
      this.#database.log.error('an older database was put in place of the running one: restart the portal')
      return 0
    }
    await this.#readList()
    let found = 0
    for await (const keys of destroyedSince(this.#database, this.#from())) {
      const missing = new Set(keys.map(erasedLine).filter((line) => !this.#listed.has(line)))
      if (missing.size > 0) await appendLines(this.#file, [...missing], 0o600)
      this.#remember(keys)
      found += keys.filter(({ id }) => !this.#taken.has(id)).length
      for (const { id, at } of keys) this.#taken.set(id, at)
      this.#newest = keys.at(-1)!
    }
    this.#mark = await markEnd(this.#file)
    if (this.#newest !== null) this.#forgetBefore(this.#lateBefore(this.#newest.at))
    return found
  }

  /** What others have written into it since, or where it ends, or all of it. */
  async #readList(): Promise<void> {
    if (this.#mark !== null) {
      if (await hasOnlyGrown(this.#file, this.#mark)) return this.#readFrom(this.#mark.end)
      this.#database.log.warn(
        { file: this.#file },
        'the list of erasures was cut or replaced; what is missing is added',
      )
    } else {
      const end = await readListEnd(this.#file)
      const [last] = end
      if (last !== undefined && (await knowsAll(this.#database, end)) && (await this.#isBegunAlike())) {
        this.#remember(end)
        this.#since = this.#lateBefore(last.at)
        return
      }
    }
    this.#since = null
    this.#listed.clear()
    await this.#readFrom(0)
  }

  async #readFrom(start: number): Promise<void> {
    for await (const lines of linesFrom(this.#file, start)) this.#remember(parseAll(lines))
  }

  /** A list that was cut at its beginning, or is another database's, does not begin with what was erased first. */
  async #isBegunAlike(): Promise<boolean> {
    const first = await firstDestroyed(this.#database)
    if (first === undefined) return false
    for await (const lines of linesFrom(this.#file)) return lines.includes(erasedLine(first))
    return false
  }

  #remember(erased: readonly Erased[]): void {
    for (const one of erased) this.#listed.set(erasedLine(one), one.at)
  }

  /** A clock that was ahead until just now must not hide what is destroyed since it was put right. */
  #from(): number | null {
    return this.#since === null ? null : Math.min(this.#since, this.#lateBefore(Infinity))
  }

  #lateBefore(at: number): number {
    return Math.min(at, this.#database.clock().getTime()) - lateness
  }

  #forgetBefore(since: number): void {
    this.#since = since
    for (const known of [this.#listed, this.#taken]) {
      for (const [name, at] of known) if (at < since) known.delete(name)
    }
  }
}
