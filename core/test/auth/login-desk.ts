import type { LoginEvent, LoginRequest } from '../../src/auth/login-request.ts'
import { entities, migrations } from '../../src/auth/tables.ts'
import type { Database } from '../../src/storage/database.ts'
import { openMail } from '../../src/mail/mail.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import * as vault from '../../src/vault/tables.ts'
import * as storage from '../../src/storage/tables.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import type { OpenTestDatabase } from '../../src/testing/databases.ts'

/** A database with accounts, a clock to turn, and a note of everything that would enter the audit log. */
export interface LoginDesk {
  database: Database
  events: LoginEvent[]
  request: LoginRequest
  /** Lets time pass. */
  wait(seconds: number): void
  /** The mails that wait to be sent, as `{ to, subject, text }`, oldest first. */
  mails(): Promise<{ to: string; subject: string; text: string }[]>
}

export const minute = 60
export const hour = 60 * minute

export async function openLoginDesk(open: OpenTestDatabase): Promise<LoginDesk> {
  const clock = { now: new Date('2026-03-01T10:00:00Z') }
  const database = await open({
    entities: [...storage.entities, ...entities],
    migrations: [{ plugin: 'core', migrations: [...storage.migrations, ...vault.migrations, ...migrations] }],
  })
  const events: LoginEvent[] = []
  const request: LoginRequest = {
    unit: (work) => unitOfWork(database, (em) => work(em, (event) => void events.push(event))),
    get now() {
      return clock.now
    },
    ip: '192.0.2.1',
    userAgent: 'Firefox, Linux',
  }
  return {
    database,
    events,
    request,
    wait(seconds) {
      clock.now = new Date(clock.now.getTime() + seconds * 1000)
    },
    async mails() {
      const jobs = await rowsOf<storage.Tables>(database.em())
        .selectFrom('core_job')
        .select(['id', 'payload'])
        .where('topic', '=', 'core.mail')
        .orderBy('id')
        .execute()
      const em = database.em()
      return Promise.all(jobs.map(async ({ id, payload }) => (await openMail(em, id, payload))!))
    },
  }
}
