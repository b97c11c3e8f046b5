import { define } from '../elements/define.ts'

let known: HTMLElement | undefined

/** Where words for screen readers appear; it stands outside of what is shown again after each file. */
function speaker(): HTMLElement {
  if (known === undefined) {
    known = document.createElement('p')
    known.className = 'kw-visually-hidden'
    known.ariaLive = 'polite'
    document.body.append(known)
  }
  return known
}

function say(words: string): void {
  speaker().textContent = words
}

/**
 * Sends files as soon as they are chosen or dropped, one after the other, with their progress. Each goes to the server with
 * the form as it stands, just as the button would send it; the server's answer is the page, of which the field is taken.
 * So words, limits and states are the server's own, with a script and without.
 */
class Files extends HTMLElement {
  #form: HTMLFormElement | null = null
  #sending = false

  connectedCallback(): void {
    this.#form = this.closest('form')
    // Screen readers hear only what changes in a place that they know already.
    speaker()
    const input = this.#input
    if (input !== null) {
      this.#attachButton?.setAttribute('hidden', '')
      if (this.querySelector('.kw-files__drop') === null) this.#addDropHint(input)
    }
    this.addEventListener('change', this.#choose)
    this.addEventListener('click', this.#remove)
    this.addEventListener('dragover', this.#over)
    this.addEventListener('dragleave', this.#leave)
    this.addEventListener('drop', this.#drop)
    this.#form?.addEventListener('submit', this.#hold, true)
  }

  disconnectedCallback(): void {
    this.#form?.removeEventListener('submit', this.#hold, true)
  }

  get #input(): HTMLInputElement | null {
    return this.querySelector('input[type="file"]')
  }

  get #attachButton(): HTMLButtonElement | null {
    return this.querySelector(`.kw-files__add button[name="${CSS.escape(this.dataset['name'] ?? '')}"]`)
  }

  #addDropHint(input: HTMLInputElement): void {
    const hint = document.createElement('p')
    hint.className = 'kw-hint kw-files__drop'
    hint.textContent = this.dataset['drop'] ?? ''
    input.after(hint)
  }

  readonly #choose = (event: Event): void => {
    const input = event.target as HTMLInputElement
    if (input.type !== 'file' || input.files === null || input.files.length === 0) return
    void this.#sendAll([...input.files])
  }

  readonly #over = (event: DragEvent): void => {
    if (this.#input === null || !event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    this.classList.add('kw-files--over')
  }

  readonly #leave = (): void => this.classList.remove('kw-files--over')

  readonly #drop = (event: DragEvent): void => {
    const files = [...(event.dataTransfer?.files ?? [])]
    this.#leave()
    if (this.#input === null || files.length === 0) return
    event.preventDefault()
    void this.#sendAll(files)
  }

  readonly #remove = (event: Event): void => {
    const button = (event.target as Element).closest('button')
    if (button === null || button.name !== this.dataset['name'] || button.value === this.dataset['attach']) return
    event.preventDefault()
    if (this.#sending) return say(this.dataset['wait'] ?? '')
    void this.#run(async () => {
      const field = await this.#post(button.value)
      say(this.dataset['removed'] ?? '')
      return { field, errors: [] }
    })
  }

  /** A form that went away now would take the file along that is under way. */
  readonly #hold = (event: Event): void => {
    if (!this.#sending) return
    event.preventDefault()
    event.stopImmediatePropagation()
    say(this.dataset['wait'] ?? '')
  }

  async #sendAll(files: readonly File[]): Promise<void> {
    if (this.#sending) return say(this.dataset['wait'] ?? '')
    await this.#run(async () => {
      const errors: string[] = []
      let field: Element | undefined
      for (const file of files) {
        const words = (key: string) => (this.dataset[key] ?? '').replace('{name}', file.name)
        say(words('sending'))
        const bar = this.#showProgress(words('sending'))
        const answer = await this.#post(this.dataset['attach'] ?? '', file, bar).finally(() =>
          bar.parentElement?.remove(),
        )
        const error = answer.querySelector('.kw-error[id]')?.textContent?.trim()
        if (error === undefined) say(words('sent'))
        else errors.push(files.length > 1 ? `${file.name}: ${error}` : error)
        // What has gone wrong with one file is no reason to forget the others.
        field = answer
      }
      return { field, errors }
    })
  }

  #showProgress(label: string): HTMLProgressElement {
    const line = document.createElement('div')
    line.className = 'kw-files__progress'
    const words = document.createElement('span')
    words.textContent = label
    const bar = document.createElement('progress')
    bar.max = 1
    bar.value = 0
    bar.ariaLabel = label
    line.append(words, bar)
    this.append(line)
    return bar
  }

  async #run(work: () => Promise<{ field: Element | undefined; errors: string[] }>): Promise<void> {
    this.#sending = true
    try {
      const { field, errors } = await work()
      this.#sending = false
      if (field !== undefined) this.#replaceWith(field, errors)
    } catch {
      this.#sending = false
      this.#complain([this.dataset['failed'] ?? ''])
      const input = this.#input
      if (input !== null) input.value = ''
    }
  }

  #replaceWith(field: Element, errors: readonly string[]): void {
    const own = this.closest('.kw-field')
    const fresh = document.importNode(field, true)
    for (const error of fresh.querySelectorAll('.kw-error[id]')) error.remove()
    fresh.classList.remove('kw-field--error')
    own?.replaceWith(fresh)
    const element = fresh.querySelector<Files>('kw-files')
    if (element !== null && errors.length > 0) element.#complain(errors)
    const target = element?.querySelector<HTMLElement>('input[type="file"]') ?? fresh.querySelector('fieldset')
    target?.focus({ preventScroll: true })
  }

  #complain(sentences: readonly string[]): void {
    this.querySelector('.kw-files__errors')?.remove()
    const box = document.createElement('div')
    box.className = 'kw-files__errors'
    box.role = 'alert'
    for (const sentence of sentences) {
      const line = document.createElement('p')
      line.className = 'kw-error'
      line.textContent = sentence
      box.append(line)
    }
    this.prepend(box)
  }

  /** Sends the form as it stands with one pressed button, and with one file; brings the field as the server shows it. */
  #post(pressed: string, file?: File, bar?: HTMLProgressElement): Promise<Element> {
    const form = this.#form
    const name = this.dataset['name'] ?? ''
    if (form === null) return Promise.reject(new Error('There is no form.'))
    const body = new FormData(form)
    const chosen = [...body].filter(([, value]) => value instanceof File)
    for (const [key] of chosen) body.delete(key)
    if (file !== undefined) body.append(name, file, file.name)
    body.append(name, pressed)
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open('POST', form.action)
      // The browser reads the page itself: no text of ours becomes HTML, which the portal's policy forbids.
      request.responseType = 'document'
      request.upload.addEventListener('progress', ({ loaded, total }) => {
        if (bar !== undefined && total > 0) bar.value = loaded / total
      })
      request.addEventListener('error', () => reject(new Error('The connection broke off.')))
      request.addEventListener('load', () => {
        const own = `kw-files[data-name="${CSS.escape(name)}"]`
        const field = request.responseXML?.querySelector(own)?.closest('.kw-field')
        if (field) resolve(field)
        else reject(new Error(`The answer ${request.status} has no such field.`))
      })
      request.send(body)
    })
  }
}

define('kw-files', Files)
