const idleAfter = 60_000

/** A public terminal: what a code reader sends goes to the field, and what somebody left behind goes after a minute. */
class Terminal extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined

  connectedCallback() {
    document.addEventListener('keydown', this.#typed)
    document.addEventListener('pointerdown', this.#wait)
    this.#wait()
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.#typed)
    document.removeEventListener('pointerdown', this.#wait)
    clearTimeout(this.#timer)
  }

  // A reader types like a keyboard, wherever the focus is.
  readonly #typed = (event: KeyboardEvent) => {
    this.#wait()
    const isSign = /^[a-z0-9]$/i.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey
    if (isSign && !(event.target instanceof HTMLInputElement))
      document.querySelector<HTMLInputElement>('input[name="code"]')?.focus()
  }

  readonly #wait = () => {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => location.assign(location.pathname), idleAfter)
  }
}

// Without the kit's `define`: it would bring all that staff pages need.
customElements.define('appointments-terminal', Terminal)
