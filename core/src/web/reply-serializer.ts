import fastJsonStringify from 'fast-json-stringify'

type Serialize = (reply: unknown) => string
type Schema = Parameters<typeof fastJsonStringify>[0]

/** Writes replies as their schemas say. Compiling one takes about a millisecond, which no start waits for. */
export function repliesCompiledAtFirstUse() {
  return ({ schema }: { schema?: unknown }): Serialize => {
    let serialize: Serialize | undefined
    return (reply) => (serialize ??= fastJsonStringify(schema as Schema))(reply)
  }
}
