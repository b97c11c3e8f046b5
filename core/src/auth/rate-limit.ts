import { sql } from 'kysely'
import { hashSecret } from '../base/id.ts'
import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { errors } from './errors.ts'
import { networkOf } from './network.ts'
import type { AuthTables } from './tables.ts'

/** What is slowed down: guesses against one account or secret, or from one network. */
export interface Limited {
  key: string
  /** So many attempts are free; each further one doubles the wait. */
  free: number
}

const second = 1000
const longestWait = 15 * 60 * second
const memory = 60 * 60 * second

/** Guessing at one thing, e.g. an account. What identifies it is stored hashed. */
export const perSubject = (purpose: string, subject: string, free = 4): Limited => ({
  key: `${purpose} ${hashSecret(subject)}`,
  free,
})

/** Guessing from one network: an IPv4 address or the /64 of an IPv6 address; many people may share it. */
export const perNetwork = (purpose: string, ip: string, free = 30): Limited => ({
  key: `${purpose} ${hashSecret(networkOf(ip))}`,
  free,
})

/** How long to wait after so many attempts without success, in milliseconds: 2, 4, 8 s … up to 15 minutes, never for good. */
export function waitAfter(attempts: number, free: number): number {
  return attempts <= free ? 0 : Math.min(2 ** (attempts - free) * second, longestWait)
}

/**
 * Counts an attempt before it is made, so that parallel guesses count as well, and fails with `auth.too-many-attempts`
 * while one has to wait. Call `forgive` when it succeeds. The counts are in the database: neither a restart nor a second
 * process resets them.
 */
export async function countAttempt(em: EntityManager, limits: readonly Limited[], now: Date): Promise<void> {
  for (const limit of limits) {
    if (!(await tryAttempt(em, limit, now))) throw await refusal(em, limit, now)
  }
}

/** The same for one key, without an error: whether the attempt may be made now. While one has to wait, nothing counts. */
export async function tryAttempt(em: EntityManager, { key, free }: Limited, now: Date): Promise<boolean> {
  const forgetAt = new Date(now.getTime() + memory)
  const rows = rowsOf<AuthTables>(em)
  const counted = await rows
    .insertInto('core_rate_limit')
    .values({ key, failures: 1, blockedUntil: now, forgetAt })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet((eb) => ({
          failures: eb
            .case()
            .when('core_rate_limit.forgetAt', '<=', now)
            .then(1)
            .else(sql<number>`${eb.ref('core_rate_limit.failures')} + 1`)
            .end(),
          forgetAt,
        }))
        .where('core_rate_limit.blockedUntil', '<=', now),
    )
    .returning('failures')
    .executeTakeFirst()
  if (counted === undefined) return false
  const blockedUntil = new Date(now.getTime() + waitAfter(counted.failures, free))
  await rows.updateTable('core_rate_limit').set({ blockedUntil }).where('key', '=', key).execute()
  return true
}

/** So many uses in so much time, e.g. from one network. */
export interface Quota {
  key: string
  count: number
  minutes: number
}

/**
 * Counts a use towards a quota and fails with `auth.too-many-attempts` when it is used up. Unlike guesses, uses are no
 * fault: when the time is over everything is allowed again.
 */
export async function countUse(em: EntityManager, { key, count, minutes }: Quota, now: Date): Promise<void> {
  const until = new Date(now.getTime() + minutes * 60 * second)
  const { failures: uses, forgetAt } = await rowsOf<AuthTables>(em)
    .insertInto('core_rate_limit')
    .values({ key, failures: 1, blockedUntil: now, forgetAt: until })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({
        failures: eb
          .case()
          .when('core_rate_limit.forgetAt', '<=', now)
          .then(1)
          .else(sql<number>`${eb.ref('core_rate_limit.failures')} + 1`)
          .end(),
        forgetAt: eb
          .case()
          .when('core_rate_limit.forgetAt', '<=', now)
          .then(until)
          .else(eb.ref('core_rate_limit.forgetAt'))
          .end(),
      })),
    )
    .returning(['failures', 'forgetAt'])
    .executeTakeFirstOrThrow()
  if (uses > count) throw usedUp(forgetAt, now)
}

/** Fails like `countUse` when a quota is used up, and counts nothing: for before work that would then be in vain. */
export async function assertUseLeft(em: EntityManager, { key, count }: Quota, now: Date): Promise<void> {
  const used = await rowsOf<AuthTables>(em)
    .selectFrom('core_rate_limit')
    .select(['failures', 'forgetAt'])
    .where('key', '=', key)
    .where('forgetAt', '>', now)
    .executeTakeFirst()
  if (used !== undefined && used.failures >= count) throw usedUp(used.forgetAt, now)
}

const usedUp = (until: Date, now: Date) =>
  errors.tooManyAttempts({ seconds: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / second)) })

/** Forgets what was counted under these keys: the person has shown that they were no guesses. */
export async function forgive(em: EntityManager, limits: readonly Limited[]): Promise<void> {
  const keys = limits.map(({ key }) => key)
  if (keys.length === 0) return
  await rowsOf<AuthTables>(em).deleteFrom('core_rate_limit').where('key', 'in', keys).execute()
}

/** Takes back one counted attempt, so that people who share a network and log in do not slow each other down. */
export async function uncount(em: EntityManager, { key }: Limited, now: Date): Promise<void> {
  await rowsOf<AuthTables>(em)
    .updateTable('core_rate_limit')
    .set((eb) => ({ failures: sql<number>`${eb.ref('failures')} - 1`, blockedUntil: now }))
    .where('key', '=', key)
    .where('failures', '>', 0)
    .execute()
}

async function refusal(em: EntityManager, { key }: Limited, now: Date) {
  const row = await rowsOf<AuthTables>(em)
    .selectFrom('core_rate_limit')
    .select('blockedUntil')
    .where('key', '=', key)
    .executeTakeFirst()
  const milliseconds = (row?.blockedUntil.getTime() ?? now.getTime()) - now.getTime()
  return errors.tooManyAttempts({ seconds: Math.max(1, Math.ceil(milliseconds / second)) })
}
