import { Type } from '../base/schema.ts'
import type { TSchema } from '../base/schema.ts'
import type { AnyAction } from './action.ts'
import type { BoundAction } from './runtime.ts'
import { compileCheck } from './validation.ts'
import type { Check, InputForm } from './validation.ts'

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
      params: lazily(params ?? nothing, 'text'),
      query: lazily(query ?? nothing, 'text'),
      body: lazily(body ?? nothing, 'json'),
      bodyOfForm: lazily(body ?? nothing, 'text'),
    },
  }
}

// Compiling takes about a millisecond a schema: done at first use, so that starting does not wait for it.
function lazily(schema: TSchema, form: InputForm): Check {
  let check: Check | undefined
  return (value) => (check ??= compileCheck(schema, form))(value)
}
