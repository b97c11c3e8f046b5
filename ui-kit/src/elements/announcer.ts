import { define } from './define.ts'

/**
 * The one live region of a page. It stands empty in the server's page, because screen readers only notice changes of a
 * region they already know.
 */
export class Announcer extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined

  /** Reads out `message` when the reader is next silent. The same message twice is read twice. */
  announce(message: string): void {
    this.textContent = ''
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => (this.textContent = message), 100)
  }
}

define('kw-announcer', Announcer)
