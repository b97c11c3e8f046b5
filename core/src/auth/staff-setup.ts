import { hashSecret } from '../base/id.ts'
import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { type NewAccount, createAccount, findAccountByEmail } from './account.ts'
import { normaliseEmail } from './email.ts'
import { errors } from './errors.ts'
import { assignRole } from './grants.ts'
import { type SignedIn, openSession } from './login.ts'
import type { LoginRequest } from './login-request.ts'
import { assertPasswordAcceptable, hashPassword } from './password.ts'
import { countAttempt, perNetwork, perSubject } from './rate-limit.ts'
import type { AccountRow, AuthTables } from './tables.ts'
import { consumeToken, issueToken, peekToken, revokeTokens } from './token.ts'
import { newTotpSecret, verifyTotp } from './totp.ts'

/** Roles that come with a new staff account. */
interface Invitation {
  roles: { role: string; unit: string }[]
}

/** The set-up after its first step: all but the proof that the authenticator app works. */
interface Started extends Invitation {
  email: string
  name: string
  passwordHash: string
  totpSecret: string
}

export interface StaffDetails {
  email: string
  name: string
  password: string
}

const provider = 'password'
const locale = 'de'
const lifetime = 24 * 60 * 60_000
const firstAccount = hashSecret('first staff account')

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
  await revokeTokens(em, 'staff-setup', firstAccount)
  const expiresAt = new Date(now.getTime() + lifetime)
  return issueToken(em, { purpose: 'staff-setup', subject: firstAccount, payload: { roles }, expiresAt })
}

/** How far a set-up is: unknown or used up, waiting for the details, or for the first code. */
export async function staffSetupState(
  em: EntityManager,
  secret: string,
  now: Date,
): Promise<{ step: 'details' } | { step: 'code'; email: string; totpSecret: string } | null> {
  const token = await peekToken<Invitation | Started>(em, 'staff-setup', secret, now)
  if (token === null) return null
  return 'totpSecret' in token
    ? { step: 'code', email: token.email, totpSecret: token.totpSecret }
    : { step: 'details' }
}

/** First step: name, address and password. Returns the new secret that leads to the second step; the old one dies. */
export async function startStaffSetup(request: LoginRequest, secret: string, details: StaffDetails): Promise<string> {
  const { now, unit } = request
  assertPasswordAcceptable(details.password, [details.email, details.name])
  const passwordHash = await hashPassword(details.password)
  return unit(async (em) => {
    await countAttempt(em, [perNetwork('staff-setup', request.ip)], now)
    const invitation = await consumeToken<Invitation>(em, 'staff-setup', secret, now)
    if (invitation === null) throw errors.tokenInvalid()
    const email = normaliseEmail(details.email)
    if ((await findAccountByEmail(em, 'staff', email)) !== undefined)
      throw errors.emailTaken({}, { problems: [{ pointer: '/email', code: 'auth.email-taken' }] })
    const { roles } = invitation
    const started = { roles, email, name: details.name.trim(), passwordHash, totpSecret: newTotpSecret() }
    const expiresAt = new Date(now.getTime() + lifetime)
    return issueToken(em, { purpose: 'staff-setup', subject: firstAccount, payload: started, expiresAt })
  })
}

/** Second step: the first code shows that the app is set up; only now the account exists, and is signed in. */
export async function finishStaffSetup(request: LoginRequest, secret: string, code: string): Promise<SignedIn> {
  const { now, unit } = request
  const token = await unit(async (em) => {
    await countAttempt(em, [perSubject('staff-setup', secret)], now)
    return peekToken<Invitation | Started>(em, 'staff-setup', secret, now)
  })
  if (token === null || !('totpSecret' in token)) throw errors.tokenInvalid()
  const totpStep = verifyTotp(token.totpSecret, code, now, null)
  if (totpStep === null) throw errors.codeWrong()
  return unit(async (em, record) => {
    if ((await consumeToken(em, 'staff-setup', secret, now)) === null) throw errors.tokenInvalid()
    const account = await createStaffAccount(em, { ...token, totpStep }, now)
    await record({ name: 'account-created', realm: 'staff', provider, accountId: account.id, trust: 'basis' })
    return openSession(em, record, request, account, '/staff')
  })
}

type NewStaff = Pick<NewAccount, 'name' | 'passwordHash' | 'totpSecret' | 'totpStep'> & Invitation & { email: string }

/** Creates a staff account with its roles, e.g. for demo data; without a TOTP secret nobody can log in to it. */
export async function createStaffAccount(em: EntityManager, staff: NewStaff, now: Date): Promise<AccountRow> {
  const { roles, email, name, passwordHash, totpSecret, totpStep } = staff
  const account = await createAccount(
    em,
    { realm: 'staff', email, name, passwordHash, totpSecret, totpStep, locale },
    now,
  )
  for (const { role, unit } of roles) await assignRole(em, account.id, { role, unit })
  return account
}
