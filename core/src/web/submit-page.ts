import type { FastifyReply } from 'fastify'
import { changeRepeatable } from '@kreiswerk/ui-kit'
import { isError } from '../base/error.ts'
import type { KreiswerkError } from '../base/error.ts'
import { bodySchemaOf } from '../action/body-schema.ts'
import { execute } from '../action/execute.ts'
import { withoutEmptyRows } from '../action/form-input.ts'
import type { BoundAction } from '../action/runtime.ts'
import { assertOwnOrigin, assertToken } from './csrf.ts'
import { ensureTokenOwner } from './caller.ts'
import { errors } from './errors.ts'
import { asksForProof, keepForm, wayToProof } from './kept-form.ts'
import { flashParameter, setFlash } from './flash.ts'
import type { Attempt } from './form.ts'
import type { Outcome } from './page.ts'
import { addressOf, isRedirect } from './redirect.ts'
import { setRetryAfter } from './problem.ts'
import { readInput } from './request-input.ts'
import type { RequestInput } from './request-input.ts'
import type { UploadTray } from './upload-folder.ts'
import { showPage } from './show-page.ts'
import { viewOf } from './visit.ts'
import type { Visit } from './visit.ts'

/**
 * Runs the action of a submitted form: success leads on, a problem brings the page back with everything kept. The
 * buttons that add or remove a row only show the page again with the rows changed.
 */
export async function submitPage(visit: Visit, refusal: KreiswerkError | null = null): Promise<FastifyReply> {
  const { site, request } = visit
  assertOwnOrigin(request, site.runtime.origin)
  const tray = site.uploads.open()
  const schema = (control: Record<string, unknown>) => {
    const bound = site.runtime.actions.byId(String(control._action))
    return bound && bodySchemaOf(site.runtime, bound, paramsOf(control))
  }
  try {
    return await submitInput(visit, await readInput(request, { tray, schema, strict: false }), tray, refusal)
  } finally {
    await tray.clear()
  }
}

async function submitInput(
  visit: Visit,
  input: RequestInput,
  tray: UploadTray,
  refusal: KreiswerkError | null,
): Promise<FastifyReply> {
  const { site, caller } = visit
  const { outcome, bound } = formOf(visit, input)
  const attempt = attemptOf(bound, input)
  try {
    assertToken(site.seal, caller.tokenOwner, input.control._csrf)
    if (refusal !== null) throw refusal
    const changed = changeRepeatable(attempt.values, input.control)
    if (changed !== undefined) return showPage({ ...visit, attempt: { ...attempt, values: changed }, flashNonce: null })
    caller.idempotencyKey = typeof input.control._key === 'string' ? input.control._key : undefined
    const params = paramsOf(input.control)
    const reply = await execute(
      site.runtime,
      bound,
      { params, body: input.body, problems: input.problems },
      caller,
      'text',
    )
    await tray.clear()
    return follow(visit, bound, outcome, reply)
  } catch (error) {
    if (isError(error) && asksForProof(error)) return keepAndAsk(visit, attempt, error)
    if (!isError(error) || !isForThePerson(error)) throw error
    await tray.clear()
    visit.reply.code(error.status)
    setRetryAfter(visit.reply, error)
    return showPage({ ...visit, attempt: withProblems(attempt, error), flashNonce: null })
  }
}

// These are about the input or the state of things; the person can mend them here, with nothing lost.
const isForThePerson = (error: KreiswerkError) => error.status < 500 && error.status !== 401

/** Sends the person to prove who they are; what they typed waits for them at this page. */
async function keepAndAsk(visit: Visit, attempt: Attempt, error: KreiswerkError): Promise<FastifyReply> {
  const { site, caller, address, reply } = visit
  const back = await keepForm(site, caller, address.url, attempt)
  return reply.redirect(wayToProof(error, back), 303)
}

function formOf({ site, served }: Visit, input: RequestInput): { outcome: Outcome; bound: BoundAction } {
  const bound = site.runtime.actions.byId(String(input.control._action))
  const outcome = served.page.definition.done?.find((candidate) => candidate.action === bound?.action)
  if (bound === undefined || outcome === undefined) throw errors.formUnknown()
  return { bound, outcome }
}

function attemptOf(bound: BoundAction, input: RequestInput): Attempt {
  const values = Object.fromEntries(Object.entries(input.raw).filter(([name]) => !name.startsWith('_')))
  return { actionId: bound.id, params: String(input.control._params ?? '{}'), values, problems: [] }
}

function withProblems(attempt: Attempt, error: KreiswerkError): Attempt {
  const problems =
    error.problems.length > 0 ? error.problems : [{ pointer: '', code: error.code, params: error.params }]
  return { ...attempt, values: withoutEmptyRows(attempt.values), problems }
}

function paramsOf(control: RequestInput['control']): unknown {
  try {
    return JSON.parse(String(control._params ?? '{}'))
  } catch {
    throw errors.bodyMalformed()
  }
}

function follow(visit: Visit, bound: BoundAction, outcome: Outcome, result: unknown): FastifyReply {
  const { site, reply, caller, address } = visit
  const next = outcome.follow({ reply: result, view: viewOf(visit) })
  if (isRedirect(next)) return reply.redirect(addressOf(next, site), 303)
  const nonce = setFlash(site, reply, ensureTokenOwner(site, reply, caller), bound.id, result)
  const url = new URL(address.url, 'http://portal')
  url.searchParams.set(flashParameter, nonce)
  return reply.redirect(url.pathname + url.search, 303)
}
