import { Type } from '../base/schema.ts'
import type { TSchema } from '../base/schema.ts'
import type { BoundAction, Runtime } from './runtime.ts'
import { upload } from './upload.ts'

/** Where the files of a body may stand: in its schema, or as the action says of this request. */
export function bodySchemaOf(
  { settingsOf }: Pick<Runtime, 'settingsOf'>,
  { plugin, action }: BoundAction,
  params: unknown,
): TSchema | undefined {
  const { body, files } = action.definition
  if (files === undefined) return body
  const known = typeof params === 'object' && params !== null ? (params as Record<string, unknown>) : {}
  const fields = files({ params: known, settings: () => settingsOf(plugin) as never })
  return Type.Object(Object.fromEntries(Object.entries(fields).map(([name, options]) => [name, upload(options)])))
}
