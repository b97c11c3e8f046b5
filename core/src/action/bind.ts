import { Type } from '../base/schema.ts'
import type { AnyAction } from './action.ts'
import type { BoundAction } from './runtime.ts'
import { compiledAtFirstUse } from './validation.ts'

const nothing = Type.Object({})

/** Gives an action its id, its path and compiled checks. A missing schema means: nothing is accepted there. */
export function bindAction(plugin: string, key: string, action: AnyAction): BoundAction {
  const { params, query, body } = action.definition
  return {
    id: `${plugin}.${key}`,
    plugin,
    action,
    path: `/api/${plugin}${action.path === '/' ? '' : action.path}`,
    checks: {
      params: compiledAtFirstUse(params ?? nothing, 'text'),
      query: compiledAtFirstUse(query ?? nothing, 'text'),
      body: compiledAtFirstUse(body ?? nothing, 'json'),
      bodyOfForm: compiledAtFirstUse(body ?? nothing, 'text'),
    },
  }
}
