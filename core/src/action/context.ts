import type { Logger } from 'pino'
import type { Actor } from '../auth/actor.ts'
import type { Resource, UnitFilter } from '../auth/permission.ts'
import type { EventReference, ExtensionPoint, PayloadOf, ServiceReference } from '../base/reference.ts'
import type { Static, TSchema } from '../base/schema.ts'
import type { MailMessage } from '../mail/mail.ts'
import type { Payments } from '../payments/payments.ts'
import type { BlobHash } from '../storage/blob.ts'
import type { Blobs } from '../storage/blobs.ts'
import type { EntityManager } from '../storage/database.ts'
import type { Action } from './action.ts'
import type { Rows } from './rows.ts'

/** The line an action writes to the audit log, besides actor, time and action, which the kernel adds. */
export interface AuditRecord {
  /** What it was about, as `kind:id`; never personal data. */
  object: string
  /** Enters the log only as a salted commitment, so that it can be erased. */
  details?: unknown
  /** Whose key seals the details, e.g. the id of a row that has a key of its own; the actor's unless told. */
  subject?: string
}

/** The session an action runs in, as far as handlers need it. */
export interface SessionView {
  id: string
  authTime: Date
}

/** What an action is given, still unchecked. */
export interface ActionInput {
  params?: unknown
  query?: unknown
  body?: unknown
}

/** What every handler, page and job of a plugin can reach. */
export interface PluginContext {
  /** The portal's time; never ask the system's clock. */
  now: Date
  /** The public address of the portal without a trailing slash. */
  origin: string
  /** Where the portal is, as ISO 3166-2, e.g. `DE-NW`: decides which days are public holidays. */
  land: string
  log: Logger
  blobs: Blobs
  payments: Payments
  /** The proof that an audit line stands in the log, to hand out as a file; `null` for the moment until it does. */
  receipt(entryId: string): Promise<string | null>
  /** The service behind a reference of another plugin's contract, or of one's own. */
  use<T>(reference: ServiceReference<T>): T
  /** The same, or `undefined` when no installed plugin provides it. */
  useOptional<T>(reference: ServiceReference<T>): T | undefined
  /** What the installed plugins contribute to an extension point of one's own. */
  contributions<T>(point: ExtensionPoint<T>): T[]
  /** The plugin's own settings, as its settings schema typed them. */
  settings<S extends TSchema>(schema: S): Static<S>
}

/** The writing side of a unit of work: everything here commits together or not at all. */
export interface WritingContext extends PluginContext {
  em: EntityManager
  /** Writes the audit line, in the same transaction. Every writing action calls it at least once. */
  record(line: AuditRecord): Promise<{ id: string }>
  /** Announces that something happened; subscribers hear of it after the commit, at least once. */
  emit<E extends EventReference>(event: E, payload: PayloadOf<E>): void
  /** Leaves work for after the commit; `topic` is a job of the own plugin. */
  enqueue(topic: string, payload: unknown, options?: { key?: string; runAt?: Date }): void
  /** Removes a file for good. What somebody sent cannot be read from the commit on; its content leaves the store after it. */
  discard(hash: BlobHash): Promise<void>
  /** Sends a mail after the commit. */
  mail(message: MailMessage): void
}

/** Where a request comes from, as far as the portal trusts to know it. */
export interface ClientView {
  ip: string
  userAgent: string
}

/** Cookies of the request, and those that a successful answer sets. Logins need it; plugins rarely do. */
export interface Cookies {
  get(name: string): string | undefined
  /** `seconds` until it is forgotten; with the browser session unless told. Always HttpOnly, SameSite=Lax. */
  set(name: string, value: string, options?: { seconds?: number }): void
  clear(name: string): void
}

/** What tells whether the reply of a live action has changed: the same for everybody who asks with this input. */
export interface LiveContext<P = unknown, Q = unknown> extends PluginContext {
  em: EntityManager
  params: P
  query: Q
}

/** What the handler of an action gets. */
export interface ActionContext<P = unknown, Q = unknown, B = unknown> extends WritingContext {
  params: P
  query: Q
  body: B
  actor: Actor
  session: SessionView | null
  /** The language of the person, e.g. `de`, `en`, `de-simple`. */
  locale: string
  client: ClientView
  cookies: Cookies
  /** Lists as plain rows with keyset paging. */
  rows: Rows
  /** One transaction of an action with `ownTransactions`; refused in others, which are one already. */
  unit<T>(work: (writing: WritingContext) => Promise<T>): Promise<T>
  /** Throws `auth.forbidden` unless the actor may do this to the object in that unit. */
  authorize(permission: string, resource?: Resource): void
  /** The same rule as a condition for lists. */
  filter(permission: string): UnitFilter
  /** Runs another action of any plugin as the same actor, within the same unit of work. */
  call<R extends TSchema>(action: Action<TSchema, TSchema, TSchema, R>, input?: ActionInput): Promise<Static<R>>
}
