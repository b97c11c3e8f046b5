import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { type AccountMail, tellOwner } from './account-mail.ts'
import { type NewAccount, createAccount, findAccount, findAccountByEmail } from './account.ts'
import { normaliseEmail } from './email.ts'
import { errors } from './errors.ts'
import { type Roles, assignRole } from './grants.ts'
import { type SignedIn, openSession } from './login.ts'
import type { LoginRequest } from './login-request.ts'
import { removePasskeysOf } from './passkey.ts'
import { setPassword } from './password-reset.ts'
import { assertPasswordAcceptable, hashPassword } from './password.ts'
import { countAttempt, perNetwork, perSubject } from './rate-limit.ts'
import { Account } from './tables.ts'
import type { AccountRow, AuthTables } from './tables.ts'
import { sealRow } from '../vault/vault.ts'
import { type Invitation, assertStillInvited, inviteStaff, momentOf, setupSubject } from './staff-invitation.ts'
import { consumeToken, issueToken, peekToken, revokeTokens, takeToken } from './token.ts'
import { newTotpSecret, verifyTotp } from './totp.ts'

/** The set-up after its first step: all but the proof that the authenticator app works. */
interface Started extends Invitation {
  email: string
  name: string
  passwordHash: string
  totpSecret: string
}

/** Address and name count only where no invitation fixes them. */
export interface StaffDetails {
  email?: string
  name?: string
  password: string
}

/** How far a set-up is: waiting for the details, or for the first code. */
export type StaffSetupState =
  | { step: 'details'; person: { email: string; name: string } | null; recovers: boolean }
  | { step: 'code'; email: string; totpSecret: string }

const provider = 'password'
const locale = 'de'

/**
 * The one-time secret for the first staff account, to be printed at start; `null` when there is a staff account. Each
 * start prints a new one and makes those before worthless. There never is a default password.
 */
export async function issueFirstStaffToken(
  em: EntityManager,
  roles: Invitation['roles'],
  now: Date,
): Promise<string | null> {
  const staff = await rowsOf<AuthTables>(em)
    .selectFrom('core_account')
    .select('id')
    .where('realm', '=', 'staff')
    .limit(1)
    .executeTakeFirst()
  if (staff !== undefined) return null
  await revokeTokens(em, 'staff-setup', setupSubject({ roles }))
  return inviteStaff(em, { roles }, now)
}

/** How far a set-up is, or `null` when its secret is unknown or used up. */
export async function staffSetupState(em: EntityManager, secret: string, now: Date): Promise<StaffSetupState | null> {
  const token = await peekToken<Invitation | Started>(em, 'staff-setup', secret, now)
  if (token === null) return null
  return 'totpSecret' in token
    ? { step: 'code', email: token.email, totpSecret: token.totpSecret }
    : { step: 'details', person: token.person ?? null, recovers: token.accountId !== undefined }
}

/**
 * First step: name, address and password. Returns the new secret that leads to the second step; the old one dies, and its
 * time goes on.
 */
export async function startStaffSetup(request: LoginRequest, secret: string, details: StaffDetails): Promise<string> {
  const { now, unit } = request
  const waiting = await unit(async (em) => {
    await countAttempt(em, [perNetwork('staff-setup', request.ip)], now)
    return peekToken<Invitation>(em, 'staff-setup', secret, now)
  })
  if (waiting === null) throw errors.tokenInvalid()
  const { email, name } = personOf(waiting, details)
  assertPasswordAcceptable(details.password, [email, name, ...(request.localWords ?? [])])
  const passwordHash = await hashPassword(details.password)
  return unit(async (em) => {
    const taken = await takeToken<Invitation>(em, 'staff-setup', secret, now)
    if (taken === null) throw errors.tokenInvalid()
    const { payload: invitation, expiresAt } = taken
    if (invitation.accountId === undefined && (await findAccountByEmail(em, 'staff', email)) !== undefined)
      throw errors.emailTaken({}, { problems: [{ pointer: '/email', code: 'auth.email-taken' }] })
    const started = { ...invitation, email, name, passwordHash, totpSecret: await newTotpSecret() }
    const subject = setupSubject(invitation)
    return issueToken(em, { purpose: 'staff-setup', subject, payload: started, about: email, expiresAt })
  })
}

function personOf({ person }: Invitation, details: StaffDetails): { email: string; name: string } {
  const { email, name } = person ?? details
  const problems = [...(email === undefined ? ['/email'] : []), ...(name === undefined ? ['/name'] : [])]
  if (email === undefined || name === undefined)
    throw errors.detailsMissing({}, { problems: problems.map((pointer) => ({ pointer, code: 'required' })) })
  return { email: normaliseEmail(email), name: name.trim() }
}

/** What finishing a set-up needs to know of the portal. */
export interface SetupDesk {
  /** What the deployment's roles bring: whoever invited must still be able to give them. */
  roles: Roles
  /** How the owner of a recovered account hears of it; nobody is told without. */
  mail?: AccountMail
}

/** Second step: the first code shows that the app is set up; only now the account exists or changes, and is signed in. */
export async function finishStaffSetup(
  request: LoginRequest,
  secret: string,
  code: string,
  { roles, mail }: SetupDesk = { roles: {} },
): Promise<SignedIn> {
  const { now, unit } = request
  const token = await unit(async (em) => {
    await countAttempt(em, [perSubject('staff-setup', secret)], now)
    return peekToken<Invitation | Started>(em, 'staff-setup', secret, now)
  })
  if (token === null || !('totpSecret' in token)) throw errors.tokenInvalid()
  const totpStep = await verifyTotp(token.totpSecret, code, now, null)
  if (totpStep === null) throw errors.codeWrong()
  return unit(async (em, record) => {
    if ((await consumeToken(em, 'staff-setup', secret, now)) === null) throw errors.tokenInvalid()
    const { accountId, person } = token
    if (accountId === undefined && person !== undefined) await assertStillInvited(em, token, roles, now)
    const set = { ...token, totpStep }
    const account =
      accountId === undefined ? await createStaffAccount(em, set, now) : await recover(em, accountId, set, now)
    const name = accountId === undefined ? 'account-created' : 'account-recovered'
    await record({ name, realm: 'staff', provider, accountId: account.id, trust: 'basis' })
    if (accountId !== undefined && mail !== undefined) await tellOwner(em, mail, account, 'recovered')
    return openSession(em, record, request, account, '/staff')
  })
}

/** Replaces every way into an account: password, authenticator app, passkeys; whatever was open ends. */
async function recover(
  em: EntityManager,
  accountId: string,
  { passwordHash, totpSecret, totpStep }: Started & { totpStep: number },
  now: Date,
): Promise<AccountRow> {
  const account = await findAccount(em, accountId)
  if (account === undefined || account.disabledAt !== null) throw errors.accountDisabled()
  await setPassword(em, accountId, passwordHash, now)
  await removePasskeysOf(em, accountId)
  await rowsOf<AuthTables>(em)
    .updateTable('core_account')
    .set(await sealRow(em, Account, { id: accountId, totpSecret, totpStep }))
    .where('id', '=', accountId)
    .execute()
  return { ...account, passwordHash, totpSecret, totpStep }
}

type NewStaff = Pick<NewAccount, 'name' | 'passwordHash' | 'totpSecret' | 'totpStep'> &
  Pick<Invitation, 'roles'> & { email: string }

/** Creates a staff account with its roles, e.g. for demo data; without a TOTP secret nobody can log in to it. */
export async function createStaffAccount(em: EntityManager, staff: NewStaff, now: Date): Promise<AccountRow> {
  const { roles, email, name, passwordHash, totpSecret, totpStep } = staff
  const account = await createAccount(
    em,
    { realm: 'staff', email, name, passwordHash, totpSecret, totpStep, locale },
    now,
  )
  for (const { validFrom, validTo, ...role } of roles) {
    await assignRole(em, account.id, { ...role, validFrom: momentOf(validFrom), validTo: momentOf(validTo) })
  }
  return account
}
