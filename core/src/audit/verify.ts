import type { EntityManager } from '../storage/database.ts'
import { openCheckpoint, parseCheckpoint } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import { checkpointSizes, readCheckpoints } from './checkpoint-stream.ts'
import type { StoredCheckpoint } from './checkpoint-stream.ts'
import { EntryCheck, testimonyOf } from './entry-check.ts'
import type { Dispute } from './entry-check.ts'
import { Findings } from './finding.ts'
import type { Finding } from './finding.ts'
import { readLeaves } from './leaf-stream.ts'
import type { Leaf } from './leaf-stream.ts'
import { waitingEntries, entriesBeyond } from './loose-entries.ts'
import type { Hash } from './merkle.ts'
import { parseVerifierKey, textOf } from './signed-note.ts'
import type { NoteVerifier } from './signed-note.ts'
import { entryIdAt, TreeCheck, treeReach } from './tree-check.ts'
import { WitnessTrees } from './witness-trees.ts'

export interface VerifyOptions {
  /** Public key of the log, as in `audit/key.pub`. */
  publicKey: string
  /** The checkpoint kept outside the database; read it before the database, it must not be the newer one. */
  secondCheckpoint?: string | null
}

export interface Report {
  ok: boolean
  /** Entries in the log. */
  size: number
  /** Null when so much is missing that it cannot be computed. */
  root: Hash | null
  /** Entries that are not in the log yet, counted up to 1000. */
  waiting: number
  /** Whether a checkpoint from outside the database was compared. */
  compared: boolean
  findings: Finding[]
  /** Findings beyond the first thousand. */
  more: number
}

export type ReportProgress = (progress: { checked: number; size: number }) => void

// At this many contradictions without a checkpoint in between, the memory is of more worth than their exact cause.
const openDisputes = 10_000

/**
 * Reads the whole log once and names every entry with which something is wrong. Entries, tiles and signed checkpoints
 * testify against each other, so that a change in one of them is told from a change in another. Memory does not grow
 * with the log. May run while the portal works; entries that come in meanwhile are left for the next time.
 */
export async function verifyLog(
  em: EntityManager,
  options: VerifyOptions,
  onProgress: ReportProgress = () => {},
): Promise<Report> {
  return new Verification(em, parseVerifierKey(options.publicKey), onProgress).run(options.secondCheckpoint ?? null)
}

class Verification {
  #em: EntityManager
  #verifier: NoteVerifier
  #onProgress: ReportProgress
  #findings = new Findings()
  #trees = new WitnessTrees()
  #entries: EntryCheck
  #tree: TreeCheck
  #leaves!: AsyncGenerator<Leaf[]>
  #block: Leaf[] = []
  #checked = 0
  /** How many entries are to be read. */
  #end = 0
  #disputes: Dispute[] = []
  /** The size up to which a checkpoint has confirmed the tree. */
  #confirmed = 0
  /** Checkpoints in a row that fitted no tree. */
  #failures = 0

  constructor(em: EntityManager, verifier: NoteVerifier, onProgress: ReportProgress) {
    this.#em = em
    this.#verifier = verifier
    this.#onProgress = onProgress
    this.#entries = new EntryCheck(em, this.#findings)
    this.#tree = new TreeCheck(em, this.#findings)
  }

  async run(keptNote: string | null): Promise<Report> {
    const { signed, claimed } = await checkpointSizes(this.#em, this.#verifier)
    const reach = await treeReach(this.#em)
    const kept = await this.#openKept(keptNote)
    const size = await this.#sizeOf(signed, reach, kept)
    this.#end = Math.max(size, Math.min(claimed, reach))
    this.#leaves = readLeaves(this.#em, this.#end)

    let last: StoredCheckpoint | null = null
    let isKeptDue = kept !== null && kept.size > 0 && kept.size <= size
    for await (const checkpoint of readCheckpoints(this.#em, this.#verifier, Math.max(size, claimed))) {
      if (isKeptDue && kept!.size < checkpoint.size) {
        await this.#compareKept(kept!, last)
        isKeptDue = false
      }
      await this.#pass(checkpoint)
      if (checkpoint.root !== null) last = checkpoint
    }
    if (isKeptDue) await this.#compareKept(kept!, last)

    await this.#advance(size)
    const root = this.#trees.root()
    await this.#advance(this.#end)
    await this.#settleDisputes(null)
    await this.#checkBeyond(claimed, reach)
    this.#onProgress({ checked: this.#checked, size: this.#end })
    const { findings, more } = this.#findings.inLogOf(size)
    const ok = findings.length === 0
    return { ok, size, root, waiting: (await waitingEntries(this.#em)).count, compared: kept !== null, findings, more }
  }

  async #openKept(note: string | null): Promise<Checkpoint | null> {
    if (note === null) return null
    const kept = openCheckpoint(note, this.#verifier)
    if (!('problem' in kept)) return kept
    const claimed = parseCheckpoint(textOf(note) ?? '')?.size ?? 0
    await this.#add('wrong-signature', Math.max(claimed - 1, 0))
    return null
  }

  /** A kept checkpoint reaches further than the database: only its checkpoint is gone, or everything is. */
  async #sizeOf(signed: number, reach: number, kept: Checkpoint | null): Promise<number> {
    if (kept === null || kept.size <= signed) return signed
    if (reach >= kept.size) return kept.size
    await this.#add('rolled-back', signed, kept.size - 1)
    return signed
  }

  async #pass({ size, root }: StoredCheckpoint): Promise<void> {
    if (root === null) return this.#add('wrong-signature', Math.max(size - 1, 0))
    await this.#advance(size)
    const witness = this.#trees.settle(root)
    if (witness !== null) return this.#confirm(size, witness === 'all' ? null : witness)
    this.#failures += 1
    if (await this.#resume(size, root)) return
    const isUnexplained = this.#disputes.length === 0
    await this.#settleDisputes(null)
    const isComplete = this.#trees.giveUp()
    if (this.#failures === 1 && isUnexplained && isComplete) await this.#tree.rewritten(this.#confirmed, size - 1)
  }

  /** `last`: the valid checkpoint in the database before or at the size of the kept one. */
  async #compareKept(kept: Checkpoint, last: StoredCheckpoint | null): Promise<void> {
    if (last?.size === kept.size) {
      if (!last.root!.equals(kept.root)) await this.#add('forked', 0, kept.size - 1)
      return
    }
    await this.#advance(kept.size)
    const witness = this.#trees.settle(kept.root)
    if (witness === null) return this.#add('forked', last?.size ?? 0, kept.size - 1)
    await this.#confirm(kept.size, witness === 'all' ? null : witness)
    await this.#add('checkpoint-missing', kept.size - 1)
  }

  async #confirm(size: number, witness: 'tile' | 'vote' | 'entry' | null): Promise<void> {
    await this.#settleDisputes(witness)
    await this.#tree.demand(this.#trees.takeCompleted())
    this.#confirmed = size
    this.#failures = 0
  }

  /** Goes on from the stored tiles when they have the signed root. Tried ever more rarely, a forged log has many. */
  async #resume(size: number, root: Hash): Promise<boolean> {
    if (!Number.isInteger(Math.log2(this.#failures))) return false
    const stored = await this.#tree.stored(size)
    if (!stored?.root().equals(root)) return false
    await this.#settleDisputes(null)
    this.#trees.giveUp()
    await this.#tree.suspect(this.#trees.takeCompleted(), this.#confirmed)
    this.#trees.goOnFrom(stored)
    this.#confirmed = size
    this.#failures = 0
    return true
  }

  async #settleDisputes(witness: 'tile' | 'vote' | 'entry' | null): Promise<void> {
    const disputes = this.#disputes
    this.#disputes = []
    if (disputes.length > 0) await this.#entries.disputed(disputes, witness)
  }

  /** Reads on until `size` entries are read. */
  async #advance(size: number): Promise<void> {
    while (this.#checked < size) {
      if (this.#block.length === 0) {
        const next = await this.#leaves.next()
        if (next.done) return
        this.#block = next.value.toReversed()
        this.#onProgress({ checked: this.#checked, size: this.#end })
      }
      await this.#take(this.#block.pop()!)
    }
  }

  async #take(leaf: Leaf): Promise<void> {
    const testimony = testimonyOf(leaf)
    this.#trees.push(testimony)
    this.#checked += 1
    if (testimony.entry && testimony.tile?.equals(testimony.entry)) return this.#entries.agreed(leaf)
    this.#disputes.push({ leaf, testimony })
    if (this.#disputes.length >= openDisputes) await this.#settleDisputes(null)
  }

  async #checkBeyond(claimed: number, reach: number): Promise<void> {
    const end = this.#end
    const beyond = await entriesBeyond(this.#em, end, claimed)
    const inTree = beyond.filter(({ logIndex }) => logIndex >= end && logIndex < reach)
    if (inTree.length > 0) await this.#add('unsigned', end, reach - 1)
    this.#entries.finish(beyond.filter((row) => !inTree.includes(row)))
  }

  async #add(kind: Finding['kind'], index: number, last = index): Promise<void> {
    const until = last > index ? { until: { index: last, id: await entryIdAt(this.#em, last) } } : {}
    this.#findings.add({ kind, index, id: await entryIdAt(this.#em, index), ...until })
  }
}
