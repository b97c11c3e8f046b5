import { generateSync } from 'otplib'
import { appendAudit } from '../../core/src/audit/append.ts'
import { loginCookieName } from '../../core/src/auth/cookie.ts'
import { assignRole } from '../../core/src/auth/grants.ts'
import { startAttempt } from '../../core/src/auth/login-attempt.ts'
import { createSession } from '../../core/src/auth/session.ts'
import { linkIdentity, listIdentities } from '../../core/src/auth/identity.ts'
import { inviteStaff, openInvitations } from '../../core/src/auth/staff-invitation.ts'
import { startRecovery } from '../../core/src/auth/staff-recovery.ts'
import { issueToken } from '../../core/src/auth/token.ts'
import { newId } from '../../core/src/base/id.ts'
import { openInquiry } from '../../core/src/portal/person/inquiry.ts'
import { rows } from '../../plugins/online-service/src/case/rows.ts'
import { ownerOf } from './slots.ts'
import type { Slot } from './slots.ts'
import { emailOf, passwordHash, realmOfResident, totpSecret, townPassword, unitX, unitY } from './people.ts'
import type { Resident, Who } from './people.ts'
import type { Town } from './town.ts'

import type { Recipe } from './recipe.ts'

export const inHours = (town: Town, hours: number) => new Date(town.portal.clock.now.getTime() + hours * 3_600_000)
export const code = (town: Town) =>
  generateSync({ secret: totpSecret, epoch: Math.floor(town.portal.clock.now.getTime() / 1000) })
export const loginCookie = (secret: string) => `${loginCookieName(false)}=${secret}`
export const idOf = (town: Town, who: Resident): string => town.accounts.get(who)!.id
export const isStaff = (who: Who): who is Exclude<Who, 'anonymous'> =>
  who !== 'anonymous' && realmOfResident(who) === 'staff'

/** The account in a slot as staff see it: their own, a colleague in unit X, one in unit Y. */
export const staffIn = (who: Who, slot: Slot): Resident =>
  slot === 'foreign' ? 'colleagueX' : slot === 'elsewhere' ? 'colleagueY' : isStaff(who) ? who : 'clerkX'
export const citizenIn = (slot: Slot): Resident => ownerOf[slot]
export const unitIn = (slot: Slot): string => (slot === 'elsewhere' ? unitY : unitX)

let made = 0
/** Counts up, so that things of a kind take turns. */
export const next = (): number => ++made
export const fresh = (): string => `neu-${next()}@example.net`

/** A session besides the one that the person uses. */
export async function anotherSession(town: Town, who: Resident): Promise<string> {
  const opening = { account: town.accounts.get(who)!, trust: 'hoch', provider: 'password', userAgent: 'other' } as const
  const { session } = await town.unit((em) => createSession(em, opening, town.portal.clock.now))
  return session.id
}

export async function aPasskey(town: Town, who: Resident): Promise<string> {
  const id = newId()
  const values = [id, idOf(town, who), id, Buffer.from('key'), 0, '[]', 'Test', town.portal.clock.now]
  await town.unit((em) =>
    em.execute(
      `insert into core_passkey (id, account_id, credential_id, public_key, counter, transports, label, created_at)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
      values,
    ),
  )
  return id
}

/** An identity of a provider besides the other ways into the account. */
export async function anIdentity(town: Town, who: Resident): Promise<string> {
  const issuer = `https://id-${next()}.example`
  const proven = { issuer, subject: who, trust: 'hoch', authTime: null, name: null, attributes: [] } as const
  return town.unit(async (em) => {
    await linkIdentity(em, idOf(town, who), { ...proven, attributes: [] }, town.portal.clock.now)
    return (await listIdentities(em, idOf(town, who))).find((identity) => identity.issuer === issuer)!.id
  })
}

export async function aDeadLetter(town: Town): Promise<string> {
  const id = newId()
  const now = town.portal.clock.now
  await town.unit((em) =>
    em.execute(
      `insert into core_job (id, topic, payload, created_at, attempts, last_error, dead_at)
       values (?, 'test.nothing', '{}', ?, 5, 'no paper', ?)`,
      [id, now, now],
    ),
  )
  return id
}

export async function anUnclearPayment(town: Town): Promise<string> {
  return town.unit(async (em) => {
    const [payment] = await em.execute<{ id: string }[]>('select id from core_payment order by id limit 1')
    await em.execute(`update core_payment set attention = 'unclear' where id = ?`, [payment!.id])
    return payment!.id
  })
}

/** A role that brings nothing, so that nobody's permissions change. */
export async function anAssignment(town: Town, who: Resident, slot: Slot): Promise<string> {
  return town.unit(async (em) => {
    await assignRole(em, idOf(town, who), { role: 'Praktikum', unit: unitIn(slot) })
    const rows = await em.execute<{ id: string }[]>(
      `select id from core_role_assignment where account_id = ? and role = 'Praktikum' order by id desc`,
      [idOf(town, who)],
    )
    return rows[0]!.id
  })
}

/** An invitation to the slot's unit; its id. */
export async function anInvitation(town: Town, slot: Slot): Promise<string> {
  const { now } = town.portal.clock
  const person = { name: 'Neue Kollegin', email: fresh() }
  const roles = [{ role: 'Kontenverwaltung', unit: unitIn(slot) }]
  return town.unit(async (em) => {
    await inviteStaff(em, { roles, person, invitedBy: idOf(town, 'accounts') }, now)
    const [newest] = await openInvitations(em, now)
    return newest!.id
  })
}
export const setup = (town: Town, started: boolean): Promise<string> => {
  const person = { name: 'Neue Kollegin', email: fresh() }
  const payload = {
    roles: [],
    person,
    invitedBy: idOf(town, 'accounts'),
    ...(started && { ...person, passwordHash, totpSecret }),
  }
  const token = { purpose: 'staff-setup', subject: null, payload, expiresAt: inHours(town, 1) } as const
  return town.unit((em) => issueToken(em, token))
}

/** Passes 16 characters and is on no list. */
export const anotherPassword = 'noch-ein-passwort-q7'

export const nothing: Recipe = { make: () => ({}) }
export const list = (shows: NonNullable<Recipe['shows']>): Recipe => ({ slots: true, shows, make: () => ({}) })
export const caseOf: NonNullable<Recipe['shows']> = ({ affairs }, _who, slot) => affairs[slot].case
/** A paid case of the slot, as if nobody had done anything to it yet but take it on. */
export const caseRecipe = (body?: object, takenOn = false): Recipe => ({
  slots: true,
  async make(town, who, slot) {
    const id = town.affairs[slot].case
    const assigneeId = takenOn && who !== 'anonymous' ? idOf(town, who) : null
    const stage = assigneeId === null ? 'received' : 'in-progress'
    await town.unit((em) =>
      rows(em)
        .updateTable('online_service_case')
        .set({ stage, phase: 'work', assigneeId, outcome: null, refundDue: false })
        .where('id', '=', id)
        .execute(),
    )
    return { params: { id }, ...(body && { body }) }
  },
})
export const outputRecipe: Recipe = {
  slots: true,
  make: ({ affairs }, _who, slot) => ({ params: { id: affairs[slot].case, output: affairs[slot].output } }),
}
export const fileRecipe: Recipe = {
  slots: true,
  make: ({ affairs }, _who, slot) => ({ params: { id: affairs[slot].case, file: affairs[slot].file } }),
}
export const staffRecipe = (prepare?: (town: Town, target: Resident) => Promise<unknown>): Recipe => ({
  slots: true,
  async make(town, who, slot) {
    const target = staffIn(who, slot)
    await prepare?.(town, target)
    return { params: { id: idOf(town, target) } }
  },
})
export const ownThing = (
  realm: 'citizen' | 'staff',
  thing: (town: Town, who: Resident) => Promise<string>,
): Recipe => ({
  slots: true,
  make: async (town, who, slot) => ({
    params: { id: await thing(town, realm === 'staff' ? staffIn(who, slot) : citizenIn(slot)) },
  }),
})
export const recoveryOf = (town: Town, target: Resident): Promise<string> =>
  town.unit((em) => startRecovery(em, idOf(town, target), idOf(town, 'noRole'), town.portal.clock.now))
export const logInAs = (who: Resident): Recipe => ({
  slow: true,
  make: () => ({ body: { email: emailOf(who), password: townPassword } }),
})
export const changePassword: Recipe = {
  slow: true,
  make: () => ({ body: { current: townPassword, password: townPassword } }),
}
export const elsewhere: Recipe = { make: () => ({ body: { provider: 'bundid', level: 'substantiell' } }) }
export const cameBack = (realm: 'citizen' | 'staff'): Recipe => ({
  async make(town) {
    const attempt = { kind: 'oidc', realm, provider: 'bundid', level: 'substantiell', accountId: null, returnPath: '/' }
    const kept = { state: realm, nonce: 'n', verifier: 'v' }
    const secret = await town.unit((em) => startAttempt(em, { ...attempt, ...kept } as never, town.portal.clock.now))
    return { query: { address: '/anmelden/rueckkehr?code=1' }, cookie: loginCookie(secret) }
  },
})
/** An inquiry of the official about somebody whom no test needs. */
export const anInquiry = async (town: Town, who: Who): Promise<{ params: { inquiry: string } }> => {
  const by = who === 'anonymous' ? newId() : idOf(town, who)
  const subject = { accountId: newId(), email: fresh() }
  return { params: { inquiry: await town.unit((em) => openInquiry(em, by, subject, town.portal.clock.now)) } }
}
/** What an erasure leaves in the log. */
export const anErasure = async (town: Town): Promise<{ params: { id: string } }> => {
  const { id } = await town.unit((em) =>
    appendAudit(em, {
      at: town.portal.clock.now,
      actor: idOf(town, 'privacy'),
      realm: 'staff',
      action: 'core.erasePerson',
      object: `person:${newId()}`,
      plugin: 'core',
      correlationId: newId(),
    }),
  )
  await town.portal.sequencer.flush()
  return { params: { id } }
}
/** Whoever came by an identity provider confirms there. */
export const confirmsElsewhere: Recipe = {
  slow: true,
  passes: 'auth.step-up-required',
  make: () => ({ body: { password: townPassword } }),
}
export const passkeyAnswer: Recipe = {
  passes: 'auth.attempt-expired',
  make: () => ({ body: { response: { id: 'x' } } }),
}
