import { define } from '../elements/define.ts'

/** Says how many characters are left while people type; screen readers hear it once they pause. */
class CharacterCount extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined
  #spoken: HTMLElement | undefined

  connectedCallback(): void {
    this.#spoken ??= this.#spokenRegion()
    this.addEventListener('input', this.#count)
    this.#count()
  }

  disconnectedCallback(): void {
    this.removeEventListener('input', this.#count)
    clearTimeout(this.#timer)
  }

  #spokenRegion(): HTMLElement {
    const region = document.createElement('p')
    region.className = 'kw-visually-hidden'
    region.setAttribute('aria-live', 'polite')
    this.append(region)
    return region
  }

  readonly #count = (event?: Event): void => {
    const field = this.querySelector('textarea')
    const shown = this.querySelector('.kw-count')
    if (!field || !shown) return
    const left = Number(this.dataset['max']) - field.value.length
    const words = (left < 0 ? this.dataset['over'] : this.dataset['left']) ?? ''
    const message = words.replace('{count}', String(Math.abs(left)))
    shown.textContent = message
    shown.classList.toggle('kw-count--over', left < 0)
    clearTimeout(this.#timer)
    if (event) this.#timer = setTimeout(() => (this.#spoken!.textContent = message), 1000)
  }
}

define('kw-character-count', CharacterCount)
