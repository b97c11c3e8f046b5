import { linesFromEnd } from '../base/file-lines.ts'
import { parseAll } from './erased-line.ts'
import type { Erased } from './erased-line.ts'

/**
 * For how long a transaction may go on after it has destroyed a key, in milliseconds: erasures that commit late stand
 * behind later ones in the list.
 */
export const lateness = 15 * 60_000

/** The last lines of the list, the last one first, as far back as the order of erasures may differ from that of commits. */
export async function readListEnd(file: string): Promise<Erased[]> {
  const recent: Erased[] = []
  let newest = -Infinity
  for await (const lines of linesFromEnd(file)) {
    for (const erased of parseAll(lines)) {
      if (erased.at < newest - lateness) return recent
      newest = Math.max(newest, erased.at)
      recent.push(erased)
    }
  }
  return recent
}
