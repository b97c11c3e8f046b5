import { LRUCache } from 'lru-cache'

/** What a sealed text held, and what it takes to read it again. */
export interface OpenedValue {
  keyId: string
  /** Elsewhere the text does not open. */
  place: string
  value: string
}

/** How many values are remembered, up to what length, and how long at most. */
const remembered = { max: 5_000, ttl: 60_000 }
const longest = 200

/**
 * Short values that were opened a moment ago, by their sealed text: lists show the same names again and again. Whoever
 * asks must still hold the key, so a value whose key is destroyed is not told, and `forget` takes it out of memory.
 */
export class OpenedValues {
  readonly #values = new LRUCache<string, OpenedValue>(remembered)

  get(sealed: string, place: string): OpenedValue | undefined {
    const known = this.#values.get(sealed)
    return known?.place === place ? known : undefined
  }

  remember(sealed: string, opened: { keyId: string; place: string; value: unknown }): void {
    const { value } = opened
    if (typeof value === 'string' && value.length <= longest) this.#values.set(sealed, { ...opened, value })
  }

  forget(keyIds: readonly string[]): void {
    for (const [sealed, { keyId }] of this.#values.entries()) if (keyIds.includes(keyId)) this.#values.delete(sealed)
  }
}
