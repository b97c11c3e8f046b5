import { follow } from './live.ts'

const backAfter = 30_000

/** Loads the page again when the live reply behind it changes; at a terminal it makes room for the next person. */
class Follow extends HTMLElement {
  #stop: (() => void) | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  connectedCallback() {
    let before: string | undefined
    this.#stop = follow<object>(this.getAttribute('src') ?? '', {
      connected: () => {},
      changed(reply) {
        const now = JSON.stringify(reply)
        if (before !== undefined && before !== now) location.reload()
        before = now
      },
    })
    const back = this.getAttribute('back')
    if (back !== null) this.#timer = setTimeout(() => location.assign(back), backAfter)
  }

  disconnectedCallback() {
    this.#stop?.()
    clearTimeout(this.#timer)
  }
}

// Without the kit's `define`: it would bring all that staff pages need.
customElements.define('appointments-follow', Follow)
