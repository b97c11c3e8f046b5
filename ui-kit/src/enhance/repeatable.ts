import { define } from '../elements/define.ts'

const remembered = 'kw-repeatable'

/**
 * „Hinzufügen“ and „Entfernen“ send the form and bring the page again. This brings people back to where they were: to the
 * first field of the new group, or to the list that has become shorter.
 */
class Repeatable extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('click', this.#remember)
    const [name, pressed] = sessionStorage.getItem(remembered)?.split('\n') ?? []
    if (name !== this.dataset['name']) return
    sessionStorage.removeItem(remembered)
    this.#focus(pressed)
  }

  disconnectedCallback(): void {
    this.removeEventListener('click', this.#remember)
  }

  readonly #remember = (event: Event): void => {
    const button = (event.target as Element).closest('button')
    if (button?.name !== '_add' && button?.name !== '_remove') return
    sessionStorage.setItem(remembered, `${this.dataset['name']}\n${button.name}`)
  }

  #focus(pressed: string | undefined): void {
    const groups = this.querySelectorAll('.kw-repeatable__item')
    const target =
      pressed === '_add'
        ? groups[groups.length - 1]?.querySelector<HTMLElement>('input, select, textarea')
        : this.closest('fieldset')
    target?.scrollIntoView({ block: 'center' })
    target?.focus({ preventScroll: true })
  }
}

define('kw-repeatable', Repeatable)
