import { Frontier } from './frontier.ts'
import type { TileNode } from './frontier.ts'
import type { Hash } from './merkle.ts'

/**
 * Who says what the hash of an entry is: the tile; the entry itself, hashed again; or the two of tile, entry and stored
 * leaf hash that agree.
 */
export type Witness = 'tile' | 'vote' | 'entry'

export type Testimony = Record<Witness, Hash | null>

const witnesses: Witness[] = ['tile', 'vote', 'entry']

/**
 * The tree after each witness. While they agree there is only one; from the first contradiction on there are three, until
 * a signed checkpoint shows which one is true.
 */
export class WitnessTrees {
  #trunk: Frontier | null = new Frontier()
  #branches: Map<Witness, Frontier | null> | null = null

  push(testimony: Testimony): void {
    const { tile, vote, entry } = testimony
    if (this.#branches === null && tile && entry && tile.equals(entry)) {
      this.#trunk?.push(vote ?? tile)
      return
    }
    const trunk = this.#trunk
    this.#branches ??= new Map(witnesses.map((witness) => [witness, trunk?.clone() ?? null]))
    for (const witness of witnesses) {
      const branch = this.#branches.get(witness)
      const hash = testimony[witness]
      if (branch && hash) branch.push(hash)
      else this.#branches.set(witness, null)
    }
  }

  /** The witness whose tree has this root, `all` when they agree; null when no tree has it. */
  settle(root: Hash): Witness | 'all' | null {
    if (this.#branches === null) return this.#trunk?.root().equals(root) ? 'all' : null
    for (const [witness, tree] of this.#branches) {
      if (!tree?.root().equals(root)) continue
      this.goOnFrom(tree)
      return witness
    }
    return null
  }

  goOnFrom(tree: Frontier | null): void {
    this.#trunk = tree
    this.#branches = null
  }

  /** Goes on without knowing which witness is right. False when none of them knows all hashes. */
  giveUp(): boolean {
    if (this.#branches !== null) {
      this.goOnFrom(witnesses.map((witness) => this.#branches?.get(witness)).find(Boolean) ?? null)
    }
    return this.#trunk !== null
  }

  root(): Hash | null {
    return this.#branches === null ? (this.#trunk?.root() ?? null) : null
  }

  takeCompleted(): TileNode[] {
    return this.#trunk?.takeCompleted() ?? []
  }
}
