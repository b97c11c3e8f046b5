import { define } from '../elements/define.ts'

/**
 * Says how many characters are left while people type; screen readers hear it once they pause. It adds lines of its own and
 * leaves those of the template alone, which may be rendered again at any time.
 */
class CharacterCount extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined
  #shown: HTMLElement | undefined
  #spoken: HTMLElement | undefined

  connectedCallback(): void {
    this.#shown ??= this.#line('kw-hint kw-count')
    this.#shown.ariaHidden = 'true'
    this.#spoken ??= this.#line('kw-visually-hidden')
    this.#spoken.ariaLive = 'polite'
    this.querySelector<HTMLElement>('.kw-count')!.hidden = true
    this.addEventListener('input', this.#count)
    this.#count()
  }

  disconnectedCallback(): void {
    this.removeEventListener('input', this.#count)
    clearTimeout(this.#timer)
  }

  #line(className: string): HTMLElement {
    const line = document.createElement('p')
    line.className = className
    this.append(line)
    return line
  }

  readonly #count = (event?: Event): void => {
    const length = this.querySelector('textarea')?.value.length ?? 0
    const left = Number(this.dataset['max']) - length
    const words = (left < 0 ? this.dataset['over'] : this.dataset['left']) ?? ''
    const message = words.replace('{count}', String(Math.abs(left)))
    this.#shown!.textContent = message
    this.#shown!.classList.toggle('kw-count--over', left < 0)
    clearTimeout(this.#timer)
    if (event) this.#timer = setTimeout(() => (this.#spoken!.textContent = message), 1000)
  }
}

define('kw-character-count', CharacterCount)
