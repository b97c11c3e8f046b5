import { define } from '../elements/define.ts'

/**
 * Takes people to the summary when the page has problems, and from an entry to its field. The label is scrolled into view
 * before the field is focused, because browsers scroll only the field and hide what it is called.
 */
class ErrorSummary extends HTMLElement {
  connectedCallback(): void {
    this.querySelector<HTMLElement>('.kw-error-summary')?.focus()
    this.addEventListener('click', this.#follow)
  }

  disconnectedCallback(): void {
    this.removeEventListener('click', this.#follow)
  }

  readonly #follow = (event: Event): void => {
    const link = (event.target as Element).closest('a')
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)))
    if (!field) return
    event.preventDefault()
    const label =
      field.closest('fieldset')?.querySelector('legend') ?? document.querySelector(`label[for="${field.id}"]`)
    ;(label ?? field).scrollIntoView()
    field.focus({ preventScroll: true })
  }
}

define('kw-error-summary', ErrorSummary)
