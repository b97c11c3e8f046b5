import type { EntityManager } from '../storage/database.ts'
import { commitTo, readEntry } from './entry.ts'
import type { Findings } from './finding.ts'
import { storedById } from './leaf-stream.ts'
import type { Leaf, StoredEntry } from './leaf-stream.ts'
import { fullWidth, tilePath } from './tile.ts'
import type { Testimony, Witness } from './witness-trees.ts'

// Beyond this the report is full anyway; more need not be remembered.
const rememberedRows = 10_000

/** A place about which tile and entry contradict each other. */
export interface Dispute {
  leaf: Leaf
  testimony: Testimony
}

/** What each witness says about the hash at this place. */
export function testimonyOf({ stored, tileHash }: Leaf): Testimony {
  const hash = stored?.hash ?? null
  const written = stored?.leafHash ?? null
  const entryHasVote = hash !== null && (tileHash === null || (written?.equals(hash) ?? false))
  return { tile: tileHash, entry: hash, vote: entryHasVote ? hash : tileHash }
}

/** Names what happened to single entries, and tells rows that moved from rows that never belonged to the log. */
export class EntryCheck {
  #em: EntityManager
  #findings: Findings
  /** Rows at a place that is not theirs, by id, until it is known where they belong. */
  #strangers = new Map<string, number>()
  /** Ids of entries that were found in a place not looked at yet. */
  #moved = new Set<string>()

  constructor(em: EntityManager, findings: Findings) {
    this.#em = em
    this.#findings = findings
  }

  /** The entry has the hash of the tree; what else is stored about it must fit as well. */
  agreed({ index, stored, surplus, expectedId }: Leaf): void {
    for (const row of surplus) this.#meet(row, index)
    if (stored === null) return
    const { id, entry, hash, leafHash } = stored
    const parsed = readEntry(entry)
    const change = (part: 'id' | 'leaf-hash' | 'tile') => this.#findings.add({ kind: 'changed', part, index, id })
    if (!leafHash.equals(hash)) change('leaf-hash')
    if (parsed?.id !== id) change('id')
    else if (expectedId !== id) change('tile')
    if (!detailsFit(stored, parsed?.commitment)) this.#findings.add({ kind: 'details-changed', index, id })
  }

  /** `truth`: the witness that a checkpoint has confirmed, or null when it has confirmed none. */
  async disputed(disputes: Dispute[], truth: Witness | null): Promise<void> {
    const ids = disputes.flatMap(({ leaf }) => leaf.expectedId ?? [])
    const rows = await storedById(this.#em, ids)
    for (const { leaf, testimony } of disputes) {
      const hash = truth === null ? null : testimony[truth]
      if (hash !== null && testimony.entry?.equals(hash)) this.#treeChanged(leaf)
      else this.#entryChanged(leaf, rows.get(leaf.expectedId ?? '') ?? null, hash === null)
      for (const row of leaf.surplus) this.#meet(row, leaf.index)
    }
  }

  /** Rows in places that the log does not have, and strangers that turned out to belong nowhere. */
  finish(outside: { id: string; logIndex: number }[]): void {
    for (const { id, logIndex } of outside) {
      if (!this.#moved.has(id)) this.#strangers.set(id, logIndex)
    }
    for (const [id, index] of this.#strangers) this.#findings.add({ kind: 'inserted', index, id })
  }

  #treeChanged({ index, stored }: Leaf): void {
    const tile = tilePath({ level: 0, number: Math.floor(index / fullWidth) })
    this.#findings.add({ kind: 'changed', part: 'tile', index, id: stored!.id, tile })
  }

  #entryChanged({ index, stored, tileHash, expectedId }: Leaf, expected: StoredEntry | null, undecided: boolean): void {
    const isStranger = stored !== null && expectedId !== null && stored.id !== expectedId
    if (isStranger) this.#meet(stored, index)

    if (expected !== null && expected.logIndex !== index && tileHash !== null && expected.hash.equals(tileHash)) {
      this.#findings.add({ kind: 'reordered', index, id: expected.id, foundAt: expected.logIndex })
      this.#explain(expected.id)
    } else if (expected !== null || (stored !== null && !isStranger)) {
      const id = expected?.id ?? stored!.id
      this.#findings.add({ kind: 'changed', part: undecided ? 'undecided' : 'entry', index, id })
      if (expected !== null && expected.logIndex !== index) this.#explain(expected.id)
    } else {
      this.#findings.add({ kind: 'deleted', index, id: expectedId })
    }
  }

  #meet({ id }: StoredEntry, index: number): void {
    if (!this.#moved.delete(id) && this.#strangers.size < rememberedRows) this.#strangers.set(id, index)
  }

  #explain(id: string): void {
    if (!this.#strangers.delete(id) && this.#moved.size < rememberedRows) this.#moved.add(id)
  }
}

// Erased details are no fault: a commitment without details is what erasure leaves.
function detailsFit({ disclosure }: StoredEntry, commitment: string | undefined): boolean {
  if (disclosure === null) return true
  return disclosure !== 'changed' && commitTo(disclosure.salt, disclosure.details) === commitment
}
