import type { FastifyReply, FastifyRequest } from 'fastify'
import { decide, filter } from '../auth/permission.ts'
import { execute } from '../action/execute.ts'
import { errors } from '../action/errors.ts'
import { createPluginContext } from '../action/plugin-context.ts'
import { createRows } from '../action/rows.ts'
import type { EntityManager } from '../storage/database.ts'
import { readingEm } from '../storage/reading.ts'
import type { WebCaller } from './caller.ts'
import type { LoadContext, PageView } from './page.ts'
import type { ServedPage } from './served-page.ts'
import type { Site } from './site.ts'

/** Where a page request goes: checked parameters and the address to come back to. */
export interface Address {
  params: unknown
  query: unknown
  url: string
}

/** One request for a page, with everything that serving it needs. */
export interface Visit {
  site: Site
  served: ServedPage
  request: FastifyRequest
  reply: FastifyReply
  caller: WebCaller
  address: Address
}

export function viewOf({ site, caller, address }: Visit): PageView {
  const { actor, session, locale } = caller
  return { ...address, actor, session, locale, now: site.runtime.clock(), origin: site.runtime.origin }
}

/** What the page's `load` can reach. */
export function loadContextOf(visit: Visit): LoadContext<unknown, unknown> {
  const { site, served, caller } = visit
  const view = viewOf(visit)
  let em: EntityManager | undefined
  const reading = () => (em ??= readingEm(site.runtime.database))
  return {
    ...createPluginContext(site.runtime, served.plugin, view.now),
    ...view,
    get em() {
      return reading()
    },
    get rows() {
      return createRows(reading())
    },
    filter: (permission) => filter(caller.actor, permission),
    authorize(permission, resource) {
      if (!decide(caller.actor, permission, resource).allowed) throw errors.forbidden({ permission })
    },
    async call(action, input = {}) {
      const bound = site.runtime.actions.of(action)
      if (bound.action.method !== 'GET') {
        throw errors.readOnly({ action: `page ${served.page.definition.path}`, attempt: `call ${bound.id}` })
      }
      return (await execute(site.runtime, bound, input, caller)) as never
    },
  }
}
