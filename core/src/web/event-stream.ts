import { PassThrough } from 'node:stream'

/** The media type of server-sent events (WHATWG HTML). */
export const eventStream = 'text/event-stream; charset=utf-8'

const mostBuffered = 1_048_576

/** One listener's stream of events. Whoever does not read is cut off, and comes back by itself. */
export class EventStream {
  readonly content = new PassThrough()

  constructor() {
    // How long a browser waits before it comes back, in milliseconds.
    this.content.write('retry: 2000\n\n')
  }

  /** Each event is the whole state, so that nothing is lost with one that did not arrive. */
  send(id: string, data: string): void {
    this.#write(`id: ${id}\nevent: snapshot\ndata: ${data.replaceAll('\n', '\ndata: ')}\n\n`)
  }

  /** Keeps proxies from taking a quiet connection for a dead one. */
  beat(): void {
    this.#write(': \n\n')
  }

  end(): void {
    this.content.end()
  }

  #write(text: string): void {
    if (this.content.writableEnded || this.content.destroyed) return
    if (this.content.readableLength > mostBuffered) this.content.destroy()
    else this.content.write(text)
  }
}
