import type { ConfiguredPlugin } from '../../plugin/define-plugin.ts'
import type { Deployment } from '../../portal/deployment.ts'
import type { TestBrowser } from '../test-browser.ts'
import type { TestPortal } from '../test-portal.ts'

/** The person whose traces are searched for, logged in at the highest trust level. */
export interface TracedPerson {
  readonly name: string
  readonly email: string
  /** A text of theirs for a field, unlike any other, so that it can be told where it went. */
  text(field: string): string
  readonly browser: TestBrowser
}

export interface ConformanceOptions {
  /** The plugins that this one requires. */
  with?: readonly ConfiguredPlugin[]
  /** What the plugin needs of the test municipality to be used, e.g. a payment provider. */
  deployment?: Partial<Omit<Deployment, 'plugins'>>
  /** Also on PostgreSQL; where it can be had unless told. */
  postgres?: boolean
  /**
   * Uses the plugin the way the person would, typing name and address wherever they are asked for. Needed where requests
   * made up from the schemas of the actions get nowhere.
   */
  use?(portal: TestPortal, person: TracedPerson): Promise<unknown>
}
