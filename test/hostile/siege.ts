import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { isFileReply } from '../../core/src/action/file-reply.ts'
import type { BoundAction } from '../../core/src/action/runtime.ts'
import { compileCheck } from '../../core/src/action/validation.ts'
import type { Check } from '../../core/src/action/validation.ts'
import { attacksOn } from './requests.ts'
import type { Attack } from './requests.ts'
import { foundTown, things } from './town.ts'
import type { Town } from './town.ts'
import { placeholder } from './values.ts'

export interface SiegeOptions {
  requests: number
  seed: number
  /** A fresh SQLite in memory unless told. */
  database?: string
}

/** How often each status was answered. */
export type Tally = Map<number, number>

/** Sends that many requests to a fresh portal; throws when answers break rules, with one request for each. The seed repeats it. */
export async function besiege({ requests, seed, database }: SiegeOptions): Promise<Tally> {
  const town = await foundTown(database)
  const { actions } = town.portal.assembly
  const replyChecks = new Map<string, Check>()
  const byId = new Map(actions.map((bound) => [bound.id, bound]))
  const tally: Tally = new Map()
  const broken = new Map<string, string>()
  try {
    await fc.assert(
      fc.asyncProperty(fc.oneof(...actions.map(attacksOn)), async (attack) => {
        const bound = byId.get(attack.action)!
        const answer = await send(town, bound, attack)
        tally.set(answer.statusCode, (tally.get(answer.statusCode) ?? 0) + 1)
        const rule = brokenRule(town, bound, attack, answer, replyChecks)
        if (rule !== undefined)
          broken.set(rule, `${JSON.stringify(attack).slice(0, 600)}\n${answer.body.slice(0, 300)}`)
        if (bound.plugin === 'core' && answer.statusCode === 200) await town.logInAgain()
      }),
      { numRuns: requests, seed },
    )
  } finally {
    await town.portal.close()
  }
  if (broken.size > 0) {
    const found = [...broken].map(([rule, request]) => `${rule}\n${request}`)
    throw new Error(`KREISWERK_SEED=${seed}\n${found.join('\n\n')}`)
  }
  return tally
}

type Answer = Awaited<ReturnType<Town['portal']['app']['inject']>>

function send(town: Town, bound: BoundAction, attack: Attack): Promise<Answer> {
  const { params, query, body, contentType, cut, idempotencyKey, withToken } = placed(town, attack)
  const values = typeof params === 'object' && params !== null ? (params as Record<string, unknown>) : {}
  const path = bound.path.replaceAll(/:(\w+)/g, (_whole, name: string) => inAddress(values[name] ?? params))
  const login = town.login(attack.who)
  const hasBody = bound.action.method !== 'GET' && contentType !== ''
  const payload = JSON.stringify(body) ?? ''
  return town.portal.app.inject({
    method: bound.action.method,
    url: `${path}${searchOf(query)}`,
    headers: {
      ...(hasBody && { 'content-type': contentType }),
      ...(login && { cookie: login.cookie }),
      ...(login && withToken && { 'x-csrf-token': login.csrf }),
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    },
    ...(hasBody && { payload: payload.slice(0, Math.ceil(payload.length * cut)) }),
  })
}

/** The attack with the ids of the town in it. */
function placed<T>({ ids }: Town, attack: T): T {
  let text = JSON.stringify(attack)
  for (const thing of things) text = text.replaceAll(placeholder(thing), ids[thing])
  return JSON.parse(text) as T
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
const inAddress = (value: unknown): string => encodeURIComponent(asText(value).toWellFormed().slice(0, 300))

function searchOf(query: unknown): string {
  if (typeof query !== 'object' || query === null) return query === null ? '' : `?${inAddress(query)}`
  const pairs = Object.entries(query).map(([name, value]) => `${inAddress(name)}=${inAddress(value)}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function brokenRule(
  { secretsFrom }: Town,
  bound: BoundAction,
  { who }: Attack,
  answer: Answer,
  checks: Map<string, Check>,
): string | undefined {
  const { statusCode, headers, body } = answer
  if (statusCode >= 500) return `${bound.id} answered ${statusCode}`
  const everything = `${JSON.stringify(headers)}${body}`
  const secret = secretsFrom(who).find((words) => everything.includes(words))
  if (secret !== undefined) return `${bound.id} shows "${secret}" to ${who}`
  if (statusCode !== 200) return brokenProblem(bound, answer)
  if (isFileReply(bound.action.definition.reply)) return undefined
  let check = checks.get(bound.id)
  if (check === undefined) checks.set(bound.id, (check = compileCheck(bound.action.definition.reply, 'json')))
  const problems = check(answer.json())
  return problems.length > 0 ? `${bound.id} replies against its schema: ${JSON.stringify(problems)}` : undefined
}

function brokenProblem({ id }: BoundAction, { statusCode, headers, body }: Answer): string | undefined {
  if (!String(headers['content-type']).startsWith('application/problem+json')) {
    return `${id} answered ${statusCode} without problem details`
  }
  const { code, status } = JSON.parse(body) as { code: string; status: number }
  if (status !== statusCode) return `${id} answered ${statusCode} and says ${status}`
  return knownCodes().get(code) === statusCode ? undefined : `${id} answered with the unknown code ${code}`
}

let codes: Map<string, number> | undefined

/** Every code that the sources declare, with its status. */
function knownCodes(): Map<string, number> {
  codes ??= new Map(
    globSync(['core/src/**/*.ts', 'plugins/*/src/**/*.ts', 'sample-deployment/showcase/**/*.ts'])
      .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/defineError\(\s*'([^']+)',\s*(\d+)/g)])
      .map(([, code = '', status]) => [code, Number(status)]),
  )
  return codes
}
