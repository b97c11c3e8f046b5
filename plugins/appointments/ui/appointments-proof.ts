import type { Challenge } from 'altcha-lib/types'
import { encodeSolution } from './solve.ts'

/**
 * Solves the task of the form around it while the person reads. Whoever presses a button before it is solved is told to
 * wait a moment, and the form goes off by itself. Where the browser cannot work, the form is sent with its ticket.
 */
class Proof extends HTMLElement {
  #isDone = false
  #pressed: HTMLElement | null = null

  connectedCallback() {
    const form = this.closest('form')
    // Browsers keep their cryptography from pages that did not come over an encrypted connection.
    if (form === null || !('subtle' in crypto)) return
    form.addEventListener('submit', (event) => {
      if (this.#isDone) return
      event.preventDefault()
      this.#wait(event.submitter)
    })
    if (this.hasAttribute('resume')) this.#wait(this.querySelector('button'))
    void this.#work(form)
  }

  #wait(pressed: HTMLElement | null): void {
    this.#pressed = pressed
    this.#show(true)
  }

  async #work(form: HTMLFormElement): Promise<void> {
    const solution = await encodeSolution(JSON.parse(this.getAttribute('task') ?? '{}') as Challenge).catch(() => null)
    this.#isDone = true
    if (solution !== null) {
      const field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'proof', value: solution })
      this.append(field)
    }
    const pressed = this.#pressed
    if (pressed === null) return
    if (solution === null && this.hasAttribute('resume')) return this.#show(false)
    form.requestSubmit(pressed)
  }

  /** While it works, what is said about waiting makes way. */
  #show(isWorking: boolean): void {
    this.querySelector('[role=status]')!.textContent = isWorking ? this.getAttribute('working') : ''
    for (const notice of this.querySelectorAll<HTMLElement>('.kw-notification')) notice.hidden = isWorking
  }
}

// Without the kit's `define`: it would bring all that staff pages need.
customElements.define('appointments-proof', Proof)
