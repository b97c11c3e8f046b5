import type { Static, TSchema } from '../base/schema.ts'
import type { ActionContext, LiveContext, PluginContext } from './context.ts'
import type { Allow } from './allow.ts'
import type { UploadOptions } from './upload.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What is known of a request before its body is read. */
export interface FileRequest extends Pick<PluginContext, 'settings'> {
  /** As they came, unchecked. */
  params: Readonly<Record<string, unknown>>
}

/** How much one network may do without an account. */
export interface NetworkLimit {
  per: 'network'
  count: number
  minutes: number
}

/** What an action declares: its place, who may use it, what goes in and out, and the work. */
export interface ActionDefinition<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema> {
  /** Method and path below `/api/<plugin>`; path parameters as `:name`. */
  route: `${Method} /${string}`
  /** One line for people who read the API document. */
  summary: string
  allow: Allow
  params?: P
  query?: Q
  body?: B
  /**
   * The file fields of a body whose fields only the request tells, e.g. the definition that its path names: by name, with
   * what may come in them. File fields that stand in `body` need no word here.
   */
  files?(request: FileRequest): Readonly<Record<string, UploadOptions>>
  reply: R
  /**
   * How often it can be done without an account: so many times in so many minutes from one network, an IPv4 address or the
   * /64 of an IPv6 address, which many people may share. Beyond that the answer is 429 with `Retry-After`. What is refused
   * for another reason does not count, except with `ownTransactions`. The deployment can lift all limits.
   */
  limit?: NetworkLimit
  /**
   * For the few actions that must talk to a provider or take long: the handler runs outside any transaction, reads
   * through `em` and writes in units of its own with `unit`. There is no idempotency key for them.
   */
  ownTransactions?: true
  /** Seconds for which anybody may keep the answer, e.g. of open data: only for a GET that `anyone` may ask and that says the same to all. */
  cacheSeconds?: number
  /**
   * Makes a reading action live: whoever asks with `Accept: text/event-stream` gets the reply, and again each time what
   * this returns has changed, asked for once a second; everybody else gets the reply once. Reads one small row.
   */
  live?(context: LiveContext<Static<P>, Static<Q>>): Promise<string | number> | string | number
  /** The work, inside one transaction (GET: a read-only unit). Effects on the outside go through `enqueue`. */
  run(context: ActionContext<Static<P>, Static<Q>, Static<B>>): Promise<Static<R>> | Static<R>
}

/** A declared unit of work: route, schemas, permission, audit line and handler in one. */
export interface Action<
  P extends TSchema = TSchema,
  Q extends TSchema = TSchema,
  B extends TSchema = TSchema,
  R extends TSchema = TSchema,
> {
  readonly kind: 'action'
  readonly generation: 1
  readonly method: Method
  readonly path: string
  readonly definition: Readonly<ActionDefinition<P, Q, B, R>>
}

/** An action of any shape, for code that only passes actions around. */
export type AnyAction = Action<never, never, never, never> | Action

/**
 * Declares an action. The kernel makes of it a route, an entry in the OpenAPI document, the target of HTML forms, one
 * transaction with audit entry and outbox rows, and idempotency.
 * @example
 * export const reportBarrier = action({
 *   route: 'POST /reports', summary: 'Report a barrier', allow: anyone,
 *   body: Type.Object({ text: Type.String({ minLength: 5 }) }), reply: Type.Object({ id: Type.String() }),
 *   async run({ body, em, record }) { … record({ object: `report:${id}` }); return { id } },
 * })
 */
export function action<
  P extends TSchema = TSchema,
  Q extends TSchema = TSchema,
  B extends TSchema = TSchema,
  R extends TSchema = TSchema,
>(definition: ActionDefinition<P, Q, B, R>): Action<P, Q, B, R> {
  const [method, path] = definition.route.split(' ') as [Method, string]
  return { kind: 'action', generation: 1, method, path, definition }
}
