import { randomUUID } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** What differs between two requests of visitors without a session for one address, as finished HTML. */
export interface Openings {
  title: string
  token: string
  body: string
}

// Nobody can put it into an address, and so into a shell, without knowing it.
const secret = randomUUID().replaceAll('-', '')
const mark = (name: keyof Openings): string => secret + name + secret

/** Stand in a shell for what goes into its openings. */
export const marks: Readonly<Openings> = { title: mark('title'), token: mark('token'), body: mark('body') }

/** The shell of a page, taken apart at its openings. */
export class Shell {
  readonly #parts: (Buffer | keyof Openings)[]

  /** Takes a rendered shell with `marks` where something goes. */
  constructor(rendered: string) {
    this.#parts = rendered
      .split(secret)
      .map((part, at) => (at % 2 === 0 ? Buffer.from(part) : (part as keyof Openings)))
  }

  /** The whole page. */
  around(openings: Openings): Buffer {
    return Buffer.concat(this.#parts.map((part) => (typeof part === 'string' ? Buffer.from(openings[part]) : part)))
  }
}

/** Shells that visitors without a session have in common. */
export class KeptShells {
  readonly #shells = new LRUCache<string, Shell>({ max: 200 })

  of(key: string, render: () => Shell): Shell {
    const kept = this.#shells.get(key)
    if (kept !== undefined) return kept
    const made = render()
    this.#shells.set(key, made)
    return made
  }
}
