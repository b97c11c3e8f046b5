import { createAccount } from '../../core/src/auth/account.ts'
import { sessionCookieName } from '../../core/src/auth/cookie.ts'
import { assignRole } from '../../core/src/auth/grants.ts'
import { createSession } from '../../core/src/auth/session.ts'
import type { TrustLevel } from '../../core/src/base/trust.ts'
import type { Deployment } from '../../core/src/portal/deployment.ts'
import { password } from '../../core/src/index.ts'
import { unitOfWork } from '../../core/src/storage/unit-of-work.ts'
import { createTestPortal } from '../../core/src/testing/index.ts'
import type { TestPortal } from '../../core/src/testing/index.ts'
import sample from '../../sample-deployment/kreiswerk.config.ts'
import { payingProvider } from './paying-provider.ts'

/** Who sends requests: nobody known, two citizens, clerks of two units. */
export const cast = ['anonymous', 'citizenA', 'citizenB', 'clerkX', 'clerkY'] as const
export type Who = (typeof cast)[number]

/** What requests may name: things of the one citizen in unit X, of the other in unit Y, and of nobody. */
export const things = [
  'caseA',
  'caseB',
  'reportA',
  'reportB',
  'accountA',
  'accountB',
  'sessionA',
  'sessionB',
  'nothing',
] as const
export type Thing = (typeof things)[number]

interface Login {
  cookie: string
  csrf: string
}

/** The sample portal with two citizens' affairs in it, each marked with words that nobody else may ever read. */
export interface Town {
  portal: TestPortal
  ids: Readonly<Record<Thing, string>>
  /** Words that must not be in any answer to this person. */
  secretsFrom(who: Who): readonly string[]
  login(who: Who): Login | undefined
  /** Logs everybody in again, whatever happened to their sessions. */
  logInAgain(): Promise<void>
}

interface Example {
  id: string
  pages: readonly { id: string; fields: readonly string[] }[]
  examples: readonly { answers: object }[]
}

const marks = { A: 'Geheimnis-Albert-q7', B: 'Geheimnis-Berta-z3' } as const
const unitOf = { X: 'aachen/e18/', Y: 'aachen/buergerservice/' } as const

/** Citizen A has applied in unit X, citizen B in unit Y; each has reported a barrier and begun another application. */
export async function foundTown(database?: string): Promise<Town> {
  const { provider, say } = payingProvider()
  const { units, roles } = sample
  const deployment: Partial<Deployment> = { units, roles, payments: provider, identity: [password()] }
  const portal = await createTestPortal({ plugins: sample.plugins, deployment, ...(database && { database }) })
  const accounts = await createPeople(portal)
  const logins = new Map<Who, Login>()
  const town: Town = {
    portal,
    ids: {} as Town['ids'],
    secretsFrom: (who) => secrets[who],
    login: (who) => logins.get(who),
    async logInAgain() {
      for (const [who, account] of accounts) logins.set(who, await logIn(portal, account))
    },
  }
  await town.logInAgain()
  const [bulky, certificate] = (sample.plugins[0]!.settings as { services: readonly [Example, Example] }).services
  const own = { A: { who: 'citizenA', service: bulky }, B: { who: 'citizenB', service: certificate } } as const
  const ids: Partial<Record<Thing, string>> = { nothing: '01890000-0000-7000-8000-000000000000' }
  for (const letter of ['A', 'B'] as const) {
    const { who, service } = own[letter]
    ids[`case${letter}`] = await apply(town, who, service, marks[letter])
    await fillIn(town, who, service, marks[letter])
    const report = {
      page: '/start',
      text: `Kein Kontrast: ${marks[letter]}`,
      email: `${letter.toLowerCase()}@example.org`,
    }
    ids[`report${letter}`] = (await send(town, who, 'POST', '/api/feedback/reports', report)).id!
    const account = accounts.get(who)!
    ids[`account${letter}`] = account.id
    const sessions: { id: string }[] = await portal.database
      .em()
      .execute('select id from core_session where account_id = ?', [account.id])
    ids[`session${letter}`] = sessions[0]?.id ?? ''
    await send(town, who, 'POST', `/api/online-service/my-cases/${ids[`case${letter}`]}/payment`)
    say('payed')
    const { cookie } = town.login(who)!
    await portal.app.inject({ url: `/antraege/${ids[`case${letter}`]}?zahlung=zurueck`, headers: { cookie } })
    await portal.settle()
    say('initial')
  }
  Object.assign(town.ids, ids)
  return town
}

// Clerk X also reads reports of barriers, wherever they come from; so B's report is no secret from X, B's case is.
const secrets: Readonly<Record<Who, readonly string[]>> = {
  anonymous: [marks.A, marks.B],
  citizenA: [marks.B],
  citizenB: [marks.A],
  clerkX: [`${marks.B} Fall`, `Name ${marks.B}`],
  clerkY: [marks.A],
}

type Account = Awaited<ReturnType<typeof createAccount>>

async function createPeople({ database, clock }: TestPortal): Promise<Map<Who, Account>> {
  const people = [
    { who: 'citizenA', realm: 'citizen', name: `Name ${marks.A}`, roles: [] },
    { who: 'citizenB', realm: 'citizen', name: `Name ${marks.B}`, roles: [] },
    {
      who: 'clerkX',
      realm: 'staff',
      name: 'Xaver',
      roles: [
        { role: 'Sachbearbeitung', unit: unitOf.X },
        { role: 'Barrierefreiheit', unit: 'aachen/' },
      ],
    },
    { who: 'clerkY', realm: 'staff', name: 'Yvonne', roles: [{ role: 'Sachbearbeitung', unit: unitOf.Y }] },
  ] as const
  return unitOfWork(database, async (em) => {
    const accounts = new Map<Who, Account>()
    for (const { who, realm, name, roles } of people) {
      const account = await createAccount(
        em,
        { realm, name, email: `${who.toLowerCase()}@example.org`, locale: 'de' },
        clock.now,
      )
      for (const { role, unit } of roles) {
        await assignRole(em, account.id, { role, unit, validFrom: null, validTo: null })
      }
      accounts.set(who, account)
    }
    return accounts
  })
}

async function logIn({ database, clock, site }: TestPortal, account: Account): Promise<Login> {
  const trust: TrustLevel = 'hoch'
  const { secret, session } = await unitOfWork(database, (em) =>
    createSession(em, { account, trust, provider: 'password', userAgent: 'test' }, clock.now),
  )
  const realm = account.realm === 'staff' ? 'staff' : 'citizen'
  const cookie = `${sessionCookieName(realm, false)}=${secret}`
  return { cookie, csrf: site.seal.sign('csrf', session.id) }
}

async function apply(town: Town, who: Who, service: Example, mark: string): Promise<string> {
  await fillIn(town, who, service, mark)
  const path = `/api/online-service/services/${service.id}/applications`
  return (await send(town, who, 'POST', path, { confirmed: true })).caseId!
}

async function fillIn(town: Town, who: Who, { id, pages, examples }: Example, mark: string): Promise<void> {
  const answers: Record<string, unknown> = { ...examples[0]?.answers }
  if ('name' in answers) answers.name = `${mark} Fall`
  for (const page of pages) {
    const known = Object.entries(answers).filter(([name]) => page.fields.includes(name))
    await send(town, who, 'POST', `/api/online-service/services/${id}/draft/${page.id}`, Object.fromEntries(known))
  }
}

async function send(
  { portal, login }: Town,
  who: Who,
  method: 'POST',
  url: string,
  body?: object,
): Promise<Record<string, string>> {
  const { cookie, csrf } = login(who)!
  const answer = await portal.app.inject({
    method,
    url,
    headers: { cookie, 'x-csrf-token': csrf },
    ...(body && { payload: body }),
  })
  if (answer.statusCode !== 200) throw new Error(`${who} ${url} answered ${answer.statusCode}: ${answer.body}`)
  return answer.json()
}
