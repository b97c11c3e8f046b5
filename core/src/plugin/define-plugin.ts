import type { EntitySchema } from '@mikro-orm/core'
import { Type } from '../base/schema.ts'
import type { Static, TObject, TSchema } from '../base/schema.ts'
import type { Contribution, EventReference, ExtensionPoint, PayloadOf, ServiceReference } from '../base/reference.ts'
import type { AnyAction } from '../action/action.ts'
import type { PluginContext, WritingContext } from '../action/context.ts'
import type { Claim } from '../payments/claim.ts'
import type { EntityManager } from '../storage/database.ts'
import type { Migration } from '../storage/migration.ts'
import type { Page } from '../web/page.ts'

/** A service a plugin provides: made once, when the first of its users asks for it. */
export interface Provision {
  readonly reference: ServiceReference<unknown>
  readonly create: (context: ServiceContext) => unknown
}

/** What a service's factory gets: everything that does not belong to one request. */
export interface ServiceContext extends Pick<
  PluginContext,
  'use' | 'useOptional' | 'contributions' | 'settings' | 'log' | 'land'
> {
  origin: string
}

/** A handler of work that is done after a commit; it may run more than once, so repeating it must do no harm. */
export interface JobHandler {
  readonly payload: TSchema
  readonly run: (context: WritingContext, payload: unknown) => Promise<void>
}

/** Recurring work: the job of that name is started every `seconds`. */
export interface Schedule {
  job: string
  seconds: number
}

/** A handler of an event; like a job it may run more than once. */
export interface Subscription {
  readonly event: EventReference
  readonly run: (context: WritingContext, payload: unknown) => Promise<void>
}

/** Whose data is asked for: by account, or by the address they left where no login is needed. */
export interface DataSubject {
  accountId: string | null
  email: string | null
  /** A number of a plugin, where nothing else is known of the person. */
  reference?: string
}

/** Something that may not be erased yet (DSGVO Art. 17 (3)). */
export interface Kept {
  /** Names it by a number that says nothing about the person. */
  what: string
  /** When the duty to keep it ends; `null` when that depends on something still to happen. */
  until: Date | null
  /** The provision that demands it. */
  basis: string
}

/** Exports and erases what the plugin stores about one person (DSGVO Art. 15 and 17). */
export interface Privacy {
  /** JSON with sealed columns opened. */
  export(context: WritingContext, subject: DataSubject): Promise<unknown>
  /**
   * Erases everything but what a duty keeps, and names that. May run more than once: after the restore of an older
   * backup it runs again, then without the address.
   */
  erase(context: WritingContext, subject: DataSubject): Promise<{ kept: readonly Kept[] }>
  /**
   * The e-mail addresses that the person left with what is stored, where they may be others than the subject's: what the
   * kernel keeps under them, such as mails that wait, is erased as well.
   */
  addresses?(context: WritingContext, subject: DataSubject): Promise<readonly string[]>
  /**
   * Whom a number stands for that the person has in hand, such as a number on a letter; `null` when it is none of this
   * plugin's.
   */
  find?(context: WritingContext, reference: string): Promise<DataSubject | null>
}

/** How a plugin leaves: a bundle to hand over, then the removal, which refuses while a duty to keep stands. */
export interface Lifecycle {
  retire?(context: WritingContext): Promise<unknown>
  purge?(context: WritingContext): Promise<void>
}

/** Everything a plugin brings; the kernel reads it and runs what is needed. */
export interface PluginDeclaration<S extends TObject> {
  settings?: S
  entities?: readonly EntitySchema[]
  migrations?: readonly Migration[]
  /** The key is the action's name: `<plugin>.<key>`. */
  actions?: Readonly<Record<string, AnyAction>>
  pages?: readonly Page[]
  provides?: readonly Provision[]
  extensionPoints?: readonly ExtensionPoint<unknown>[]
  contributes?: readonly Contribution[] | ((settings: Static<S>) => readonly Contribution[])
  subscribes?: readonly Subscription[]
  /** The key is the topic that `enqueue` names. */
  jobs?: Readonly<Record<string, JobHandler>>
  schedules?: readonly Schedule[]
  /** Runs when a claim of this plugin is paid, in the same transaction. */
  claimPaid?(context: WritingContext, claim: Claim): Promise<void>
  privacy?: Privacy
  lifecycle?: Lifecycle
  /** Runs once before the portal listens, e.g. to check definitions; throwing stops the start. */
  start?(context: ServiceContext & { em: EntityManager }): Promise<void> | void
}

/** A plugin as a deployment lists it: its declaration and the settings given, still unchecked. */
export interface ConfiguredPlugin {
  readonly kind: 'plugin'
  readonly generation: 1
  readonly module: string
  readonly declaration: Readonly<PluginDeclaration<TObject>>
  readonly settings: unknown
  /** Whether the portal starts without it when its `start` fails. */
  readonly optional?: true
  /** Why it rests: its `start` failed, and the portal started without it. */
  readonly resting?: string
}

type SettingsInput<S extends TObject> = Partial<Static<S>>

/**
 * Declares a plugin; the result is called in the deployment's config with the settings. Nothing runs here: the kernel
 * reads the declaration. Name, version, permissions and prefixes stand in package.json alone, found by `meta.url`.
 * @example export default definePlugin(import.meta, { entities: [Report], actions: { reportBarrier }, pages: [barrierPage] })
 */
export function definePlugin<S extends TObject = TObject>(
  meta: { readonly url: string },
  declaration: PluginDeclaration<S>,
): (settings?: SettingsInput<S>) => ConfiguredPlugin {
  return function configurePlugin(settings = {}) {
    return {
      kind: 'plugin',
      generation: 1,
      module: meta.url,
      declaration: declaration as unknown as PluginDeclaration<TObject>,
      settings,
    }
  }
}

/** Provides a service under a reference of the plugin's contract. */
export const provide = <T>(reference: ServiceReference<T>, create: (context: ServiceContext) => T): Provision => ({
  reference,
  create,
})

/** Subscribes to an event: `run` hears of it after the commit, at least once. */
export const on = <E extends EventReference>(
  event: E,
  run: (context: WritingContext, payload: PayloadOf<E>) => Promise<void>,
): Subscription => ({ event, run: run as Subscription['run'] })

/** Declares a job with the shape of its payload. */
export const job = <S extends TSchema>(
  payload: S,
  run: (context: WritingContext, payload: Static<S>) => Promise<void>,
): JobHandler => ({ payload, run: run as JobHandler['run'] })

/**
 * Lets the portal start without a plugin whose `start` fails. What it shows and does is missing then; its tables, its
 * duties to export and erase, and what is meant for it stay.
 * @example plugins: [onlineService(), optional(feedback())]
 */
export const optional = (plugin: ConfiguredPlugin): ConfiguredPlugin => ({ ...plugin, optional: true })

/** A plugin without settings accepts none. */
export const noSettings = Type.Object({})
