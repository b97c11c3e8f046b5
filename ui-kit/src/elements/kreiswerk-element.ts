import type { Context, ContextType } from '@lit/context'
import { ContextConsumer } from '@lit/context'
import type { PropertyDeclarations } from 'lit'
import { LitElement } from 'lit'
import type { Api } from './api.ts'
import type { Announce, Navigate, Session } from './contexts.ts'
import { announcerContext, apiContext, navigateContext, sessionContext } from './contexts.ts'
import type { Route } from './route.ts'

/**
 * Base of a staff page's element. Renders into the light DOM, so that labels, anchors, style sheets and the browser's own
 * tools reach everything; `route` is set by the shell before the first rendering and again when the query changes.
 */
export class KreiswerkElement<Paths extends object = object> extends LitElement {
  static override properties: PropertyDeclarations = { route: { attribute: false } }

  declare route: Route

  readonly #api = this.#consume(apiContext)
  readonly #session = this.#consume(sessionContext)
  readonly #announce = this.#consume(announcerContext)
  readonly #navigate = this.#consume(navigateContext)

  /** The typed client of the portal's API. */
  get api(): Api<Paths> {
    return this.#api() as Api<Paths>
  }

  get session(): Session {
    return this.#session()
  }

  /** Whether the person holds a permission anywhere; for showing or leaving out, the server decides. */
  may(permission: string): boolean {
    return this.session.permissions.includes(permission)
  }

  readonly announce: Announce = (message) => this.#announce()(message)

  readonly navigate: Navigate = (href) => this.#navigate()(href)

  protected override createRenderRoot(): HTMLElement {
    return this
  }

  #consume<C extends Context<unknown, unknown>>(context: C): () => ContextType<C> {
    const consumer = new ContextConsumer(this, { context })
    return () => {
      if (consumer.value === undefined) throw new Error(`<${this.localName}> is used outside the staff shell.`)
      return consumer.value
    }
  }
}
