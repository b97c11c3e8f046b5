import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { define } from '../elements/define.ts'

const confirmFirst = 'auth.confirmation-required'

/**
 * Lets the browser make a passkey (`data-kind="create"`) or prove one (`get`). The server begins at `data-path` + `/options`
 * and finishes at `data-path`; afterwards people go to the `next` of the answer, else to `data-next`. Whoever has to confirm
 * first that it is them goes to `data-confirm`.
 */
class PasskeyCeremony extends HTMLElement {
  connectedCallback(): void {
    if (!browserSupportsWebAuthn()) return this.#say(this.dataset['unsupported'])
    this.firstElementChild?.removeAttribute('hidden')
    this.addEventListener('click', this.#start)
  }

  disconnectedCallback(): void {
    this.removeEventListener('click', this.#start)
  }

  readonly #start = (event: Event): void => {
    const button = (event.target as Element).closest('button')
    if (button === null || button.disabled) return
    button.disabled = true
    this.#say('')
    void this.#run()
      .catch(() => this.#say(this.dataset['failed']))
      .finally(() => (button.disabled = false))
  }

  async #run(): Promise<void> {
    const { kind, path = '', next = '' } = this.dataset
    const begun = await send(`${path}/options`, kind === 'get' ? { next } : undefined)
    if (begun['code'] === confirmFirst) return location.assign(this.dataset['confirm'] ?? next)
    const optionsJSON = begun['options'] as never
    const response =
      kind === 'get' ? await startAuthentication({ optionsJSON }) : await startRegistration({ optionsJSON })
    const done = await send(path, { response })
    location.assign(typeof done['next'] === 'string' ? done['next'] : next)
  }

  #say(words = ''): void {
    const place = this.querySelector<HTMLElement>('[role="alert"]')
    if (place === null) return
    place.hidden = words === ''
    place.textContent = words
  }
}

async function send(path: string, body: unknown): Promise<Record<string, unknown>> {
  const token = document.querySelector<HTMLMetaElement>('meta[name="kw-csrf"]')?.content ?? ''
  const headers = { accept: 'application/json', 'content-type': 'application/json', 'x-csrf-token': token }
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body ?? {}) })
  const said = (await answer.json()) as Record<string, unknown>
  if (!answer.ok && said['code'] !== confirmFirst) throw new Error(`${path} answered ${answer.status}`)
  return said
}

define('kw-passkey', PasskeyCeremony)
