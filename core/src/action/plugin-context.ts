import type { Logger } from 'pino'
import type { PluginContext, WritingContext } from './context.ts'
import type { Runtime } from './runtime.ts'
import type { EntityManager } from '../storage/database.ts'
import { appendAudit } from '../audit/append.ts'
import { receiptFor } from '../audit/issue-receipt.ts'
import type { Actor } from '../auth/actor.ts'
import { sendMail } from '../mail/mail.ts'
import { enqueue } from '../storage/job.ts'
import { emit } from '../storage/outbox.ts'
import { discardFile } from '../vault/received-files.ts'
import { errors } from './errors.ts'

/** What a plugin's code can reach anywhere, bound to that plugin. */
export function createPluginContext(runtime: Runtime, plugin: string, now: Date): PluginContext {
  return {
    now,
    origin: runtime.origin,
    land: runtime.land,
    log: logOf(runtime, plugin),
    blobs: runtime.blobs,
    payments: runtime.payments,
    receipt: async (entryId) => (await receiptFor(runtime.database.em(), entryId))?.text ?? null,
    use(reference) {
      const found = runtime.resolve(plugin, reference)
      if (found === undefined) throw errors.unknownService({ plugin, service: reference.id })
      return found
    },
    useOptional: (reference) => runtime.resolve(plugin, reference),
    contributions: (point) => runtime.contributions(point),
    settings: () => runtime.settingsOf(plugin) as never,
  }
}

const logs = new WeakMap<Logger, Map<string, Logger>>()

function logOf({ log }: Runtime, plugin: string): Logger {
  const ofPlugins = logs.get(log) ?? new Map<string, Logger>()
  logs.set(log, ofPlugins)
  const known = ofPlugins.get(plugin)
  if (known !== undefined) return known
  const made = log.child({ plugin })
  ofPlugins.set(plugin, made)
  return made
}

/** Who does something, and in the course of what; enters every audit line. */
export interface Cause {
  actor: Actor
  /** The name in the audit log, e.g. `feedback.reportBarrier`. */
  name: string
  correlationId: string
}

/** The writing side: bound to one unit of work and to whoever caused it. */
export function createWritingContext(
  runtime: Runtime,
  plugin: string,
  now: Date,
  em: EntityManager,
  cause: Cause,
): WritingContext {
  return {
    ...createPluginContext(runtime, plugin, now),
    em,
    record: ({ object, details, subject }) =>
      appendAudit(em, {
        at: now,
        actor: cause.actor.accountId,
        realm: cause.actor.kind,
        action: cause.name,
        object,
        plugin,
        correlationId: cause.correlationId,
        details,
        subject,
      }),
    emit: (event, payload) => {
      emit(em, event, payload)
    },
    enqueue: (topic, payload, options) => {
      enqueue(em, `${plugin}.${topic}`, payload, options)
    },
    discard: (hash) => discardFile(em, hash),
    mail: (message) => {
      sendMail(em, message)
    },
  }
}
