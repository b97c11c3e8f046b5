import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Passes a content on, and fails with a `TimeoutError` when the store says nothing for `silence` milliseconds while
 * somebody waits for it. However long whoever reads takes between two pieces is not the store's silence.
 */
export async function* readWhileAnswered(content: Readable, silence: number): AsyncGenerator<Buffer> {
  const pieces = content[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  try {
    for (;;) {
      const piece = await within(silence, pieces.next())
      if (piece.done === true) return
      yield piece.value
    }
  } finally {
    content.destroy()
  }
}

async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  const answered = new AbortController()
  const silent = pause(milliseconds, undefined, { signal: answered.signal }).then(
    () => {
      throw Object.assign(new Error(`The store was silent for ${milliseconds} ms`), { name: 'TimeoutError' })
    },
    () => answer,
  )
  try {
    return await Promise.race([answer, silent])
  } finally {
    answered.abort()
  }
}
