import { randomBytes } from 'node:crypto'
import { hashSecret, newId } from '../base/id.ts'
import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { findAccount, holdAccount } from './account.ts'
import { errors } from './errors.ts'
import type { LoginRequest } from './login-request.ts'
import { countAttempt, perNetwork, uncount } from './rate-limit.ts'
import { inviteStaff, revokeRecoverySetup } from './staff-invitation.ts'
import type { AuthTables } from './tables.ts'
import { consumeToken, peekToken, revokeTokens } from './token.ts'

const lifetime = 24 * 60 * 60_000
const subjectOf = (accountId: string) => hashSecret(`recover ${accountId}`)

/** A recovery under way: started by one administrator, worth something once another one has confirmed it. */
export interface Recovery {
  id: string
  accountId: string
  startedBy: string
  confirmedBy: string | null
  expiresAt: Date
}

type Kept = Omit<Recovery, 'id' | 'expiresAt'>

/**
 * Starts the recovery of a staff account and returns the code to hand over in person: 24 letters and digits, 120 bits, valid
 * once, for 24 hours, and only after a second administrator has confirmed. An earlier recovery of the account is void.
 */
export async function startRecovery(em: EntityManager, accountId: string, by: string, now: Date): Promise<string> {
  if (accountId === by) throw errors.ownAccount()
  // Of two who start at the same moment the later one voids what the earlier one began.
  await holdAccount(em, accountId)
  await cancelRecovery(em, accountId)
  const code = newCode()
  const payload: Kept = { accountId, startedBy: by, confirmedBy: null }
  await rowsOf<AuthTables>(em)
    .insertInto('core_token')
    .values({
      id: newId(),
      hash: hashSecret(code),
      purpose: 'staff-recovery',
      subject: subjectOf(accountId),
      payload: { ...payload },
      expiresAt: new Date(now.getTime() + lifetime),
    })
    .execute()
  return groups(code)
}

/** The recovery under way for an account, if any. */
export async function findRecovery(em: EntityManager, accountId: string, now: Date): Promise<Recovery | null> {
  const row = await rowsOf<AuthTables>(em)
    .selectFrom('core_token')
    .select(['id', 'payload', 'expiresAt'])
    .where('subject', '=', subjectOf(accountId))
    .where('purpose', '=', 'staff-recovery')
    .where('expiresAt', '>', now)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (row === undefined) return null
  return { ...(row.payload as unknown as Kept), id: row.id, expiresAt: row.expiresAt }
}

/**
 * The second pair of eyes: neither who started it nor whose account it is. It confirms the very recovery that it has looked
 * at: one that somebody starts in its place meanwhile stays unconfirmed.
 */
export async function confirmRecovery(em: EntityManager, accountId: string, by: string, now: Date): Promise<void> {
  const recovery = await findRecovery(em, accountId, now)
  if (recovery === null) throw errors.tokenInvalid()
  if (accountId === by) throw errors.ownAccount()
  if (recovery.startedBy === by) throw errors.fourEyes()
  const { id, expiresAt: _, ...kept } = { ...recovery, confirmedBy: by }
  const confirmed = await rowsOf<AuthTables>(em)
    .updateTable('core_token')
    .set({ payload: { ...kept } })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (confirmed === undefined) throw errors.tokenInvalid()
}

/** Makes a recovery under way worthless, also when its code has been used and the set-up has begun. */
export async function cancelRecovery(em: EntityManager, accountId: string): Promise<void> {
  await revokeTokens(em, 'staff-recovery', subjectOf(accountId))
  await revokeRecoverySetup(em, accountId)
}

/** Uses the code that was handed over; returns the secret of a set-up of password and second factor. */
export async function redeemRecovery({ unit, now, ip }: LoginRequest, typed: string): Promise<string> {
  const code = typed.toUpperCase().replaceAll(/[^A-Z2-7]/g, '')
  const limit = perNetwork('recovery', ip, 5)
  await unit((em) => countAttempt(em, [limit], now))
  return unit(async (em) => {
    const found = await peekToken<Kept>(em, 'staff-recovery', code, now)
    if (found === null) throw errors.recoveryCodeWrong()
    if (found.confirmedBy === null) throw errors.recoveryUnconfirmed()
    const recovery = await consumeToken<Kept>(em, 'staff-recovery', code, now)
    const account = recovery === null ? undefined : await findAccount(em, recovery.accountId)
    if (account === undefined || account.disabledAt !== null) throw errors.recoveryCodeWrong()
    await uncount(em, limit, now)
    const person = { email: account.email ?? '', name: account.name ?? '' }
    return inviteStaff(em, { roles: [], person, accountId: account.id }, now)
  })
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** 24 of 32 signs: easy to read out and to type, and too many for a plain hash of them to be searched (ASVS 6.5.2). */
const newCode = (): string => [...randomBytes(24)].map((byte) => alphabet[byte % 32]).join('')

const groups = (code: string): string => code.replaceAll(/(.{4})(?=.)/g, '$1-')
