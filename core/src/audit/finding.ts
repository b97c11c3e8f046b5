/**
 * What can be wrong with the log:
 * - `changed`: the entry, or what is stored about it, was altered; `part` says where
 * - `deleted`, `inserted`, `reordered`, `truncated`: rows are gone, added, in another place, gone from some place to the end
 * - `details-changed`: the details no longer fit the commitment of the entry
 * - `rewritten`: entries and tree fit each other, not the signed checkpoint; someone without the key forged both
 * - `forked`: the checkpoint kept outside was signed for another history than the database holds
 * - `rolled-back`: the checkpoint kept outside covers more entries than the database holds
 * - `unsigned`: entries in the tree that no checkpoint covers
 * - `wrong-signature`, `checkpoint-missing`: the checkpoint that ends with this entry
 */
export type FindingKind =
  | 'changed'
  | 'deleted'
  | 'inserted'
  | 'reordered'
  | 'truncated'
  | 'details-changed'
  | 'rewritten'
  | 'forked'
  | 'rolled-back'
  | 'unsigned'
  | 'wrong-signature'
  | 'checkpoint-missing'

/** Where an entry was altered; `undecided` when entry and tree contradict each other and neither fits the checkpoint. */
export type ChangedPart = 'entry' | 'id' | 'leaf-hash' | 'tile' | 'undecided'

export interface Finding {
  kind: FindingKind
  /** Place in the log, from 0. */
  index: number
  /** Null when nothing is left that knows the id. */
  id: string | null
  /** The last entry, when the finding is about several in a row. */
  until?: { index: number; id: string | null }
  part?: ChangedPart
  /** For `reordered`: the place where the entry was found; null when it has none. */
  foundAt?: number | null
  /** For a `changed` tree: path of the tile. */
  tile?: string
}

const limit = 1_000

/** Collects findings: neighbours of the same kind become one, and after the first thousand they are only counted. */
export class Findings {
  #list: Finding[] = []
  #open = new Map<string, Finding>()
  #more = 0

  add(finding: Finding): void {
    const key = runKey(finding)
    const open = key === null ? undefined : this.#open.get(key)
    if (open !== undefined && (open.until?.index ?? open.index) + 1 === finding.index) {
      open.until = finding.until ?? { index: finding.index, id: finding.id }
      return
    }
    if (this.#list.length === limit) {
      this.#more += 1
      return
    }
    this.#list.push(finding)
    if (key !== null) this.#open.set(key, finding)
  }

  /** Whether a finding is about one of the entries from `first` to `last`. */
  concern(first: number, last: number): boolean {
    return this.#list.some(({ index, until }) => index <= last && (until?.index ?? index) >= first)
  }

  /** Findings in the order of the log. What is gone up to its very end was cut off. */
  inLogOf(size: number): { findings: Finding[]; more: number } {
    for (const finding of this.#list) {
      const last = finding.until?.index ?? finding.index
      if (finding.kind === 'deleted' && last === size - 1) finding.kind = 'truncated'
    }
    return { findings: this.#list.toSorted((one, other) => one.index - other.index), more: this.#more }
  }
}

// Changed entries are named one by one; what follows from one act in many places is named once.
function runKey({ kind, part, index, foundAt, tile }: Finding): string | null {
  if (kind === 'deleted') return kind
  if (kind === 'reordered' && typeof foundAt === 'number') return `${kind} ${foundAt - index}`
  if (kind === 'changed' && part === 'tile') return `${kind} ${part} ${tile}`
  return null
}
