import type { Actor } from '../auth/actor.ts'
import { decide, filter } from '../auth/permission.ts'
import type { EntityManager } from '../storage/database.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'
import { assertAllowed } from './allow.ts'
import type { ActionContext, ActionInput, SessionView, WritingContext } from './context.ts'
import { errors } from './errors.ts'
import { once } from './idempotency.ts'
import { createWritingContext } from './plugin-context.ts'
import { createRows } from './rows.ts'
import type { BoundAction, Runtime } from './runtime.ts'
import type { InputForm } from './validation.ts'

/** Who calls an action, and how. */
export interface Caller {
  actor: Actor
  session: SessionView | null
  locale: string
  correlationId: string
  /** The client's name for this very request, so that repeating it does nothing twice. */
  idempotencyKey?: string
  /** What an anonymous idempotency key belongs to. */
  visit?: string
}

interface Written {
  audited: boolean
}

/**
 * Runs an action: permission, validation, then the handler in one transaction with audit line and outbox rows.
 * Everything that answers a request goes through here: JSON, HTML forms, pages that load data, tests.
 */
export async function execute(
  runtime: Runtime,
  bound: BoundAction,
  input: ActionInput,
  caller: Caller,
  form: InputForm = 'json',
): Promise<unknown> {
  assertAllowed(bound.action.definition.allow, caller.actor)
  const checked = validate(bound, input, form)
  if (bound.action.method === 'GET') return run(runtime, bound, checked, caller, runtime.database.em(), null)

  const perform = () =>
    unitOfWork(runtime.database, async (em) => {
      const written: Written = { audited: false }
      const work = () => run(runtime, bound, checked, caller, em, written)
      const reply =
        caller.idempotencyKey === undefined
          ? await work()
          : await once(em, useOf(bound, checked, caller, caller.idempotencyKey, runtime.clock()), work)
      return reply
    })
  return retryOnce(perform)
}

function useOf(bound: BoundAction, request: ActionInput, caller: Caller, key: string, now: Date) {
  const owner = caller.actor.accountId ?? caller.visit ?? 'anonymous'
  return { key, scope: `${owner} ${bound.id}`, request, now }
}

// Two requests with one idempotency key at the same moment: the loser finds the winner's reply at its second try.
async function retryOnce<T>(perform: () => Promise<T>): Promise<T> {
  try {
    return await perform()
  } catch (error) {
    if (!String(error).includes('core_idempotency_key')) throw error
    return perform()
  }
}

function validate(bound: BoundAction, input: ActionInput, form: InputForm): Required<ActionInput> {
  const params = structuredClone(input.params ?? {})
  const query = structuredClone(input.query ?? {})
  const body = structuredClone(input.body ?? {})
  const elsewhere = [...bound.checks.params(params), ...bound.checks.query(query)]
  const problems = [...elsewhere, ...bound.checks[form === 'text' ? 'bodyOfForm' : 'body'](body)]
  if (problems.length > 0) throw errors.invalidInput({}, { problems })
  return { params, query, body }
}

async function run(
  runtime: Runtime,
  bound: BoundAction,
  input: Required<ActionInput>,
  caller: Caller,
  em: EntityManager,
  written: Written | null,
): Promise<unknown> {
  const context = createActionContext(runtime, bound, input, caller, em, written)
  const handler = bound.action.definition.run as (context: ActionContext<unknown, unknown, unknown>) => unknown
  const reply = await handler(context)
  if (written !== null && !written.audited) throw errors.noAudit({ action: bound.id })
  return reply
}

function createActionContext(
  runtime: Runtime,
  bound: BoundAction,
  input: Required<ActionInput>,
  caller: Caller,
  em: EntityManager,
  written: Written | null,
): ActionContext {
  const { actor, session, locale, correlationId } = caller
  const cause = { actor, name: bound.id, correlationId }
  const writing = createWritingContext(runtime, bound.plugin, runtime.clock(), em, cause)
  return {
    ...(written === null ? refuseWrites(writing, bound.id) : { ...writing, record: noting(writing, written) }),
    ...input,
    actor,
    session,
    locale,
    rows: createRows(em),
    filter: (permission) => filter(actor, permission),
    authorize(permission, resource) {
      const decision = decide(actor, permission, resource)
      if (!decision.allowed) throw errors.forbidden({ permission })
    },
    async call(action, called = {}) {
      const target = runtime.actions.of(action)
      assertAllowed(target.action.definition.allow, actor)
      if (written === null && target.action.method !== 'GET') {
        throw errors.readOnly({ action: bound.id, attempt: `call ${target.id}` })
      }
      return (await run(runtime, target, validate(target, called, 'json'), caller, em, written)) as never
    },
  }
}

const noting = (writing: WritingContext, written: Written): WritingContext['record'] =>
  function noteAndRecord(line) {
    written.audited = true
    return writing.record(line)
  }

function refuseWrites(writing: WritingContext, action: string): WritingContext {
  const refuse = (attempt: string) => (): never => {
    throw errors.readOnly({ action, attempt })
  }
  return {
    ...writing,
    record: refuse('record'),
    emit: refuse('emit'),
    enqueue: refuse('enqueue'),
    mail: refuse('mail'),
  }
}
