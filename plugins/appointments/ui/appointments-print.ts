/** Its button prints the page. */
class Print extends HTMLElement {
  connectedCallback() {
    this.addEventListener('click', () => window.print())
  }
}

// Without the kit's `define`: it would bring all that staff pages need.
customElements.define('appointments-print', Print)
