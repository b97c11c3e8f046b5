import { randomBytes } from 'node:crypto'

/** A text that stands nowhere unless the person typed it. */
export interface Marker {
  readonly text: string
  /** What it was typed as, for sentences. */
  readonly what: string
}

/** Texts of one person, each of its own, so that it can be told which of them is where. */
export class Markers {
  readonly #made: Marker[] = []

  /** A new one; letters and digits only, small ones, so that no spelling or encoding of JSON changes it. */
  make(what: string): string {
    const text = `spur${randomBytes(markerBytes).toString('hex')}`
    this.#made.push({ text, what })
    return text
  }

  /** Those that a text contains, whether in capitals or not. */
  in(text: string): Marker[] {
    const searched = text.toLowerCase()
    return this.#made.filter((marker) => searched.includes(marker.text))
  }
}

const markerBytes = 6

/** How many characters a marker has. */
export const markerLength = 'spur'.length + 2 * markerBytes

/** Anything that a database or a file holds, as text in which markers are found. */
export const asText = (value: unknown): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : (JSON.stringify(value) ?? '')
