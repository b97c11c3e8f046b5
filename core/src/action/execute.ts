import type { Actor } from '../auth/actor.ts'
import { decide, filter } from '../auth/permission.ts'
import { assertUseLeft, countUse, perNetwork } from '../auth/rate-limit.ts'
import type { Quota } from '../auth/rate-limit.ts'
import type { EntityManager } from '../storage/database.ts'
import { readingEm } from '../storage/reading.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'
import { keepWanted } from '../storage/received-file.ts'
import type { Upload } from '../storage/upload.ts'
import type { Problem } from '../base/error.ts'
import { type Proof, assertAllowed } from './allow.ts'
import type { ActionContext, ActionInput, ClientView, Cookies, SessionView, WritingContext } from './context.ts'
import { errors } from './errors.ts'
import { once } from './idempotency.ts'
import { createWritingContext } from './plugin-context.ts'
import { createRows } from './rows.ts'
import { withStoredUploads } from './stored-uploads.ts'
import { unstorableIn } from './unstorable.ts'
import type { BoundAction, Runtime } from './runtime.ts'
import { cloneInput, uploadsIn } from './upload.ts'
import type { InputForm } from './validation.ts'

/** Who calls an action, and how. */
export interface Caller {
  actor: Actor
  session: SessionView | null
  locale: string
  correlationId: string
  client: ClientView
  cookies: Cookies
  /** The client's name for this very request, so that repeating it does nothing twice. */
  idempotencyKey?: string
  /** What an anonymous idempotency key belongs to. */
  visit?: string
}

/** Whether a handler may write, and whether it has written its audit line. */
type Writing = { kind: 'none' } | { kind: 'own' } | { kind: 'transaction'; audited: boolean }

/**
 * Runs an action: permission, validation, then the handler in one transaction with audit line and outbox rows.
 * Everything that answers a request goes through here: JSON, HTML forms, pages that load data, tests.
 */
export async function execute(
  runtime: Runtime,
  bound: BoundAction,
  input: ActionInput & { problems?: readonly Problem[] },
  caller: Caller,
  form: InputForm = 'json',
): Promise<unknown> {
  assertAllowed(bound.action.definition.allow, caller.actor, proofOf(runtime, caller))
  const checked = validate(bound, input, form, input.problems)
  const uploads = uploadsIn(checked.body)
  const counts = countsUses(runtime, bound, caller)
  if (counts && uploads.length > 0) {
    await assertUseLeft(readingEm(runtime.database), quotaOf(bound, caller), runtime.clock())
  }
  return withStoredUploads(runtime, uploads, () => perform({ runtime, bound, caller, counts, checked, uploads }))
}

interface Performance {
  runtime: Runtime
  bound: BoundAction
  caller: Caller
  /** Whether it counts towards what one network may do. */
  counts: boolean
  checked: Required<ActionInput>
  uploads: readonly Upload[]
}

async function perform({ runtime, bound, caller, counts, checked, uploads }: Performance): Promise<unknown> {
  const count = (em: EntityManager) => countUse(em, quotaOf(bound, caller), runtime.clock())
  const { method, definition } = bound.action
  if (definition.ownTransactions === true || method === 'GET') {
    if (counts) await unitOfWork(runtime.database, count)
    const writing: Writing = { kind: definition.ownTransactions === true ? 'own' : 'none' }
    return run(runtime, bound, checked, caller, readingEm(runtime.database), writing)
  }
  return retryOnce(() =>
    unitOfWork(runtime.database, (em) => {
      const work = async () => {
        if (counts) await count(em)
        const reply = await run(runtime, bound, checked, caller, em, { kind: 'transaction', audited: false })
        await keepWanted(em, uploads, runtime.scanner !== null)
        return reply
      }
      const key = caller.idempotencyKey
      return key === undefined ? work() : once(em, useOf(bound, checked, caller, key, runtime.clock()), work)
    }),
  )
}

const countsUses = ({ limited }: Runtime, { action }: BoundAction, { actor }: Caller): boolean =>
  limited && action.definition.limit !== undefined && actor.accountId === null

const quotaOf = ({ id, action }: BoundAction, { client }: Caller): Quota => ({
  key: perNetwork(id, client.ip).key,
  ...action.definition.limit!,
})

/** How fresh the caller's proof of identity is. */
export const proofOf = ({ clock }: Pick<Runtime, 'clock'>, { session }: Pick<Caller, 'session'>): Proof => ({
  authTime: session?.authTime ?? null,
  now: clock(),
})

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

/** The input as the handler gets it; throws `action.invalid-input`. */
export function validate(
  bound: BoundAction,
  input: ActionInput,
  form: InputForm,
  before: readonly Problem[] = [],
): Required<ActionInput> {
  // Copying recurses, so what nests without end is refused before.
  const unstorable = unstorableIn(input.body)
  if (unstorable.length > 0) throw errors.invalidInput({}, { problems: unstorable })
  const [params, query, body] = [input.params, input.query, input.body].map((part) => cloneInput(part ?? {}))
  const elsewhere = [...bound.checks.params(params), ...bound.checks.query(query)]
  const found = [...elsewhere, ...bound.checks[form === 'text' ? 'bodyOfForm' : 'body'](body)]
  // A file that was refused is also missing; once is enough.
  const problems = [...before, ...found.filter(({ pointer }) => !before.some((known) => known.pointer === pointer))]
  if (problems.length > 0) throw errors.invalidInput({}, { problems })
  return { params, query, body }
}

async function run(
  runtime: Runtime,
  bound: BoundAction,
  input: Required<ActionInput>,
  caller: Caller,
  em: EntityManager,
  writing: Writing,
): Promise<unknown> {
  const context = createActionContext(runtime, bound, input, caller, em, writing)
  const handler = bound.action.definition.run as (context: ActionContext<unknown, unknown, unknown>) => unknown
  const reply = await handler(context)
  if (writing.kind === 'transaction' && !writing.audited) throw errors.noAudit({ action: bound.id })
  return reply
}

function createActionContext(
  runtime: Runtime,
  bound: BoundAction,
  input: Required<ActionInput>,
  caller: Caller,
  em: EntityManager,
  writing: Writing,
): ActionContext {
  const { actor, session, locale, correlationId, client, cookies } = caller
  const cause = { actor, name: bound.id, correlationId }
  const inUnit = (unit: EntityManager) => createWritingContext(runtime, bound.plugin, runtime.clock(), unit, cause)
  const refuse = (attempt: string) => (): never => {
    throw errors.readOnly({ action: bound.id, attempt })
  }
  const own = inUnit(em)
  // What a unit refers to stays with it, also when the process dies right after its commit.
  const ownUnit =
    <T>(work: (writing: WritingContext) => Promise<T>) =>
    async (unit: EntityManager) => {
      const result = await work(inUnit(unit))
      await keepWanted(unit, uploadsIn(input.body), runtime.scanner !== null)
      return result
    }
  return {
    ...(writing.kind === 'transaction' ? { ...own, record: noting(own, writing) } : refusingWrites(own, refuse)),
    ...input,
    actor,
    session,
    locale,
    client,
    cookies,
    rows: createRows(em),
    unit: writing.kind === 'own' ? (work) => unitOfWork(runtime.database, ownUnit(work)) : refuse('unit'),
    filter: (permission) => filter(actor, permission),
    authorize(permission, resource) {
      if (!decide(actor, permission, resource).allowed) throw errors.forbidden({ permission })
    },
    async call(action, called = {}) {
      const target = runtime.actions.of(action)
      assertAllowed(target.action.definition.allow, actor, proofOf(runtime, caller))
      if (writing.kind !== 'transaction' && target.action.method !== 'GET') refuse(`call ${target.id}`)()
      if (writing.kind === 'transaction' && target.action.definition.ownTransactions === true) {
        throw errors.nestedTransaction({ action: bound.id, called: target.id })
      }
      const allowed: Writing = target.action.method === 'GET' ? { kind: 'none' } : writing
      return (await run(runtime, target, validate(target, called, 'json'), caller, em, allowed)) as never
    },
  }
}

const noting = (context: WritingContext, writing: { audited: boolean }): WritingContext['record'] =>
  function noteAndRecord(line) {
    writing.audited = true
    return context.record(line)
  }

const refusingWrites = (context: WritingContext, refuse: (attempt: string) => () => never): WritingContext => ({
  ...context,
  record: refuse('record'),
  emit: refuse('emit'),
  enqueue: refuse('enqueue'),
  mail: refuse('mail'),
  discard: refuse('discard'),
})
