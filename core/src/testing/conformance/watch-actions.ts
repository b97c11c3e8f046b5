import { Ajv } from 'ajv'
import type { AnyAction } from '../../action/action.ts'
import type { ActionContext } from '../../action/context.ts'
import { isFileReply } from '../../action/file-reply.ts'
import { afterCommit } from '../../storage/unit-of-work.ts'
import type { TestPortal } from '../test-portal.ts'

/** What became of the actions that ran. */
export interface WatchedActions {
  /** Ids of those that ended well: what they wrote is committed. */
  readonly succeeded: ReadonlySet<string>
  /** Ids of those that began a transaction of their own. */
  readonly writing: ReadonlySet<string>
  /** What an action did that it must not do, by its id. */
  readonly faults: ReadonlyMap<string, string>
  /** The action that threw an error of this message. */
  thrower(message: string): string | undefined
  unwatch(): void
}

/**
 * Follows every action, whoever calls it: API, forms, pages or other actions. Pages know their actions by identity, so
 * the handlers are replaced in place and put back in the end.
 */
export function watchActions({ assembly }: Pick<TestPortal, 'assembly'>): WatchedActions {
  const succeeded = new Set<string>()
  const writing = new Set<string>()
  const faults = new Map<string, string>()
  const thrown: { id: string; message: string }[] = []
  const restore = assembly.actions.map(({ id, action }) => {
    const definition = action.definition as { run: (context: ActionContext) => unknown }
    const { run } = definition
    const hasOwnTransactions = action.definition.ownTransactions === true
    const runAndNote = async (context: ActionContext): Promise<unknown> => {
      try {
        return await run(hasOwnTransactions ? noting(context, () => writing.add(id)) : context)
      } catch (error) {
        thrown.push({ id, message: String((error as Error | undefined)?.message) })
        throw error
      }
    }
    definition.run = async function watched(context) {
      const reply = await runAndNote(context)
      const fault = faultOf(action, context, reply)
      if (fault !== undefined) faults.set(id, fault)
      // The kernel may still undo all of it, for want of an audit line or because the database refuses a row.
      else if (context.em.isInTransaction()) afterCommit(context.em, () => void succeeded.add(id))
      else succeeded.add(id)
      return reply
    }
    return () => void (definition.run = run)
  })
  return {
    succeeded,
    writing,
    faults,
    thrower: (message) => thrown.find((error) => message.startsWith(error.message))?.id,
    unwatch: () => restore.forEach((putBack) => putBack()),
  }
}

/** The same context, which tells when a transaction begins. */
const noting = (context: ActionContext, note: () => void): ActionContext => ({
  ...context,
  unit(work) {
    note()
    return context.unit(work)
  },
})

function faultOf(action: AnyAction, { em }: ActionContext, reply: unknown): string | undefined {
  // Within another action's transaction, what waits to be written is that one's.
  if (action.method === 'GET' && !em.isInTransaction() && changesEntities(em)) {
    return 'is a GET and yet makes or changes entities, which nobody stores; write in a POST'
  }
  return replyFault(action, reply)
}

/** A GET is never flushed, so what it changes is lost without a word. */
function changesEntities(em: ActionContext['em']): boolean {
  const unit = em.getUnitOfWork()
  unit.computeChangeSets()
  return unit.getChangeSets().length > 0
}

const validator = new Ajv({ strict: false, validateFormats: false })

// Forms and other actions get the reply as it is; only the API would notice what is missing in it.
function replyFault({ definition }: AnyAction, reply: unknown): string | undefined {
  if (isFileReply(definition.reply)) return undefined
  const sent = JSON.parse(JSON.stringify(reply) ?? 'null') as unknown
  if (validator.validate(definition.reply, sent)) return undefined
  return `answers what its schema "reply" does not describe: ${validator.errorsText(validator.errors, { dataVar: 'reply' })}`
}
