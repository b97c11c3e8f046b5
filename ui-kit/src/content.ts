import type { nothing, TemplateResult } from 'lit'
import type { Readable } from './text.ts'

/** Whatever a template may be given to show: words, markup, nothing, or several of these. */
export type Content = Readable | TemplateResult | number | null | undefined | typeof nothing | Iterable<Content>

/** Content that is made only when it is rendered, after everything before and beside it has been evaluated. */
export function deferred(make: () => Content): Iterable<Content> {
  return {
    *[Symbol.iterator]() {
      yield make()
    },
  }
}
