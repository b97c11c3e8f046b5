import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { isFileReply } from '../../core/src/action/file-reply.ts'
import type { BoundAction } from '../../core/src/action/runtime.ts'
import { compileCheck } from '../../core/src/action/validation.ts'
import type { Check } from '../../core/src/action/validation.ts'
import { recipes } from '../town/recipes.ts'
import type { Answer } from '../town/send.ts'
import { foundTown } from '../town/town.ts'
import { attacksOn, permittedPlaces } from './requests.ts'
import type { Attack } from './requests.ts'
import { secretsFrom } from './secrets.ts'
import { sendAttack } from './send-attack.ts'
import { Tally } from './tally.ts'

export interface SiegeOptions {
  requests: number
  seed: number
  /** A fresh SQLite in memory unless told. */
  database?: string
}

/** Actions that no test without an authenticator can bring to an end; test/browser/passkey.test.ts does. */
const withoutSuccess = new Set([
  // Everybody in the town came by an identity provider, and confirms there.
  'core.confirmIdentity',
  'core.confirmStaffIdentity',
  'core.addPasskey',
  'core.addStaffPasskey',
  'core.logInWithPasskey',
  'core.logInStaffWithPasskey',
])

/**
 * Sends that many requests to a fresh portal, first a right one to every action. Throws when answers break rules, with one
 * request for each; the seed repeats it.
 */
export async function besiege({ requests, seed, database }: SiegeOptions): Promise<Tally> {
  const town = await foundTown(database)
  const { actions } = town.portal.assembly
  const checks = new Map<string, Check>()
  const byId = new Map(actions.map((bound) => [bound.id, bound]))
  const tally = new Tally()
  const broken = new Map<string, string>()

  async function attackWith(attack: Attack): Promise<void> {
    const bound = byId.get(attack.action)!
    const answer = await sendAttack(town, bound, attack).catch((error: Error) => error)
    if (answer instanceof Error) return void broken.set(`${bound.id}: ${answer.message}`, brief(attack))
    tally.count(bound.id, answer.statusCode)
    const rule = brokenRule(bound, attack, answer, checks)
    if (rule !== undefined) broken.set(rule, `${brief(attack)}\n${answer.body.slice(0, 300)}`)
    if (answer.statusCode === 200 || answer.statusCode === 429) {
      await town.restore(bound.id)
      await assertAllLoggedIn(bound, attack)
    }
  }

  /** Whoever has no session any more is refused everything, which would look like a portal that holds. */
  async function assertAllLoggedIn({ id }: BoundAction, attack: Attack): Promise<void> {
    const gone = await town.loggedOut()
    if (gone.length === 0) return
    broken.set(`${id} leaves ${gone.join(', ')} logged out; mend restore() in test/town/town.ts`, brief(attack))
    await town.logInAgain()
  }

  try {
    for (const { id } of actions) await attackWith(rightAttack(id))
    const weighted = actions.map((bound) => ({ weight: recipes[bound.id]?.slow ? 1 : 20, arbitrary: attacksOn(bound) }))
    const property = fc.asyncProperty(fc.oneof(...weighted), attackWith)
    await fc.assert(property, { numRuns: Math.max(1, requests - actions.length), seed })
  } finally {
    await town.close()
  }
  for (const { id } of actions) {
    if (tally.of(id, '2xx') === 0 && !withoutSuccess.has(id)) broken.set(`${id} never succeeded`, 'mend its recipe')
  }
  if (broken.size > 0) {
    const found = [...broken].map(([rule, request]) => `${rule}\n${request}`)
    throw new Error(`KREISWERK_SEED=${seed}\n${found.join('\n\n')}\n${tally}`)
  }
  return tally
}

const brief = (attack: Attack): string => JSON.stringify(attack).slice(0, 600)

function rightAttack(action: string): Attack {
  const [place] = permittedPlaces(action)
  if (place === undefined) throw new Error(`Nobody may use ${action}, says test/permissions/matrix.md`)
  const sending = { contentType: 'application/json', cut: 1, idempotencyKey: undefined, withToken: true }
  return { kind: 'cooked', action, ...place, permitted: true, damage: null, ...sending }
}

function brokenRule(
  bound: BoundAction,
  attack: Attack,
  answer: Answer,
  checks: Map<string, Check>,
): string | undefined {
  const { statusCode, headers, body } = answer
  const { who } = attack
  if (statusCode >= 500) return `${bound.id} answered ${statusCode}`
  const everything = `${JSON.stringify(headers)}${body}`
  const secret = secretsFrom(who).find((words) => everything.includes(words))
  if (secret !== undefined) return `${bound.id} shows "${secret}" to ${who}`
  if (statusCode !== 200) return brokenProblem(bound, answer)
  const isList = recipes[bound.id]?.shows !== undefined
  if (attack.kind === 'cooked' && attack.damage === null && !attack.permitted && !isList) {
    return `${bound.id} succeeded for ${who} (${attack.slot})`
  }
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
  const {
    code,
    status,
    problems = [],
  } = JSON.parse(body) as {
    code: string
    status: number
    problems?: { code: string; detail: string }[]
  }
  if (status !== statusCode) return `${id} answered ${statusCode} and says ${status}`
  const raw = problems.find(({ detail }) => detail.startsWith('kit.problem.'))
  if (raw !== undefined) return `${id} has no words for the problem ${raw.code}`
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
