/** What listens to a live reply of the portal. */
export interface LiveOptions<Reply> {
  changed(reply: Reply): void
  /** Whether the reply is what the portal knows now. */
  connected(isConnected: boolean): void
}

const retry = 5_000

/** Follows a live action. The browser comes back by itself after a break; after a refusal this does. */
export function follow<Reply>(src: string, { changed, connected }: LiveOptions<Reply>): () => void {
  let source: EventSource
  let timer: ReturnType<typeof setTimeout> | undefined

  function open(): void {
    source = new EventSource(src)
    source.addEventListener('snapshot', (event: MessageEvent<string>) => {
      connected(true)
      changed(JSON.parse(event.data) as Reply)
    })
    source.addEventListener('error', () => {
      connected(false)
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, retry)
    })
  }
  open()
  return () => {
    clearTimeout(timer)
    source.close()
  }
}
