import { html, nothing, render } from 'lit'
import type { paths } from './api.d.ts'
import { follow } from './live.ts'

type Display =
  paths['/api/appointments/offices/{office}/display']['get']['responses'][200]['content']['application/json']
type Call = Display['calls'][number]

/** The calls on a wall screen: takes over what the server has written, and follows every change. */
class DisplayBoard extends HTMLElement {
  #stop: (() => void) | undefined
  #calls: Call[] | undefined
  #isLost = false
  #sound: AudioContext | undefined

  connectedCallback() {
    this.#stop = follow<Display>(this.getAttribute('src') ?? '', {
      changed: ({ calls }) => this.#show(calls),
      connected: (isConnected) => {
        this.#isLost = !isConnected
        if (this.#calls !== undefined) this.#render()
      },
    })
  }

  disconnectedCallback() {
    this.#stop?.()
  }

  #show(calls: Call[]) {
    const known = new Set(this.#calls?.map(({ id }) => id))
    const isFirst = this.#calls === undefined
    const fresh = isFirst ? [] : calls.filter(({ id, isOpen }) => isOpen && !known.has(id))
    if (isFirst) this.replaceChildren()
    this.#calls = calls
    this.#render(fresh)
    if (fresh.length > 0 && this.#sound !== undefined) this.#announce(fresh, this.#sound)
  }

  #render(fresh: readonly Call[] = []) {
    const calls = this.#calls ?? []
    render(
      html`<ol class="kw-board__rows" role="list">
          ${calls.map(
            ({ ticket, desk, isOpen }) =>
              html`<li class="kw-board__row" aria-current=${String(isOpen)}>
                <span>${ticket}</span><span>${this.#word('desk')} ${desk}</span>
              </li>`,
          )}
        </ol>
        ${calls.length === 0 ? html`<p class="kw-board__empty">${this.#word('empty')}</p>` : nothing}
        <p class="kw-visually-hidden" aria-live="assertive">${fresh.map((call) => this.#sentence(call)).join('. ')}</p>
        ${this.#isLost ? html`<p class="kw-board__note" role="alert">${this.#word('lost')}</p>` : nothing}
        <button class="kw-button kw-button--secondary kw-board__sound" type="button" @click=${this.#toggle}>
          ${this.#word(this.#sound === undefined ? 'speak' : 'silent')}
        </button>`,
      this,
    )
  }

  readonly #toggle = () => {
    if (this.#sound === undefined) {
      // Browsers let a page make sounds only after somebody pressed something.
      this.#sound = new AudioContext()
      chime(this.#sound)
    } else {
      void this.#sound.close()
      this.#sound = undefined
    }
    this.#render()
  }

  #announce(calls: readonly Call[], sound: AudioContext) {
    chime(sound)
    for (const call of calls) {
      const words = new SpeechSynthesisUtterance(this.#sentence(call))
      words.lang = this.lang
      speechSynthesis.speak(words)
    }
  }

  #sentence = ({ ticket, desk }: Call): string => `${ticket}, ${this.#word('desk')} ${desk}`

  #word = (name: string): string => this.getAttribute(name) ?? ''
}

/** Two soft tones, one after the other. */
function chime(context: AudioContext): void {
  for (const [index, frequency] of [660, 528].entries()) {
    const from = context.currentTime + index * 0.35
    const tone = new OscillatorNode(context, { frequency })
    const volume = new GainNode(context, { gain: 0.2 })
    volume.gain.setTargetAtTime(0, from + 0.1, 0.15)
    tone.connect(volume).connect(context.destination)
    tone.start(from)
    tone.stop(from + 0.8)
  }
}

// Without the kit's `define`: it would bring all that staff pages need.
customElements.define('appointments-display', DisplayBoard)
