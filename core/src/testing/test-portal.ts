import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { createAccount } from '../auth/account.ts'
import { assignRole } from '../auth/grants.ts'
import { createSession } from '../auth/session.ts'
import { sessionCookieName } from '../auth/cookie.ts'
import type { TrustLevel } from '../base/trust.ts'
import type { ConfiguredPlugin } from '../plugin/define-plugin.ts'
import { createPortal } from '../portal/create-portal.ts'
import type { Portal } from '../portal/create-portal.ts'
import type { Deployment } from '../portal/deployment.ts'
import type { OutgoingMail } from '../mail/transport.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'
import { TestBrowser } from './test-browser.ts'
import { clerkRole, testDeployment } from './test-deployment.ts'

export interface TestPortalOptions {
  plugins?: readonly ConfiguredPlugin[]
  /** `sqlite::memory:` unless told. */
  database?: string
  /** Changes the test municipality. */
  deployment?: Partial<Deployment>
  /** `http://localhost` unless told; an `https:` address makes cookies secure. */
  origin?: string
  /** Where the log goes; nowhere unless told. */
  log?: Logger
  trustProxy?: string[]
  /** Whether requests are counted; not unless told. */
  metrics?: boolean
  /** Keys, files and the deletion list; a temporary folder that goes at closing unless told. */
  dataFolder?: string
  /** The portal's clock; `portal.clock.now` moves it. */
  now?: Date
}

/** Somebody to act as in a test. */
export interface TestPerson {
  realm?: 'citizen' | 'staff'
  name?: string
  /** Made up unless told. */
  email?: string
  trust?: TrustLevel
  /** Unit path of a clerk; the whole portal unless told. */
  unit?: string
  role?: string
}

/** A portal in the process of the test, with real storage and no network; close it at the end. */
export interface TestPortal extends Portal {
  readonly clock: { now: Date }
  /** Where the portal keeps files; removed when it closes. */
  readonly dataFolder: string
  /** Mails that were sent, once `settle` has run. */
  readonly mails: OutgoingMail[]
  /** A browser of somebody not logged in. */
  browser(): TestBrowser
  /** A browser of a clerk with all permissions, of a citizen, or of somebody described. */
  as(person: 'clerk' | 'citizen' | TestPerson): Promise<TestBrowser>
  /** Runs everything that is due: jobs, events, mails, the audit log. */
  settle(): Promise<void>
  /** The shortest way: opens a page as nobody in particular and sends its form. */
  submit: TestBrowser['submit']
}

/** Puts plugins into a small portal for their tests. */
export async function createTestPortal(options: TestPortalOptions = {}): Promise<TestPortal> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'kreiswerk-test-'))
  const clock = { now: options.now ?? new Date('2026-11-23T09:00:00Z') }
  const mails: OutgoingMail[] = []
  const mail = { send: async (sent: OutgoingMail) => void mails.push(sent), close: () => {} }
  const deployment = { ...testDeployment(options.plugins ?? []), mail, ...options.deployment }
  const portal = await createPortal(deployment, {
    folder: dataFolder,
    dataFolder,
    origin: options.origin ?? 'http://localhost',
    log: options.log,
    trustProxy: options.trustProxy,
    metrics: options.metrics,
    database: options.database ?? 'sqlite::memory:',
    migrate: true,
    worker: false,
    clock: () => clock.now,
  })
  return {
    ...portal,
    clock,
    dataFolder,
    mails,
    browser: () => new TestBrowser(portal.app),
    submit: (url, fields) => new TestBrowser(portal.app).submit(url, fields),
    as: async (person) => new TestBrowser(portal.app, [await logIn(portal, describe(person), clock.now)]),
    async settle() {
      await portal.worker.drain()
      await portal.sequencer.flush()
    },
    async close() {
      await portal.close()
      if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

function describe(person: 'clerk' | 'citizen' | TestPerson): TestPerson {
  if (person === 'clerk') return { realm: 'staff', name: 'Klara Kern', role: clerkRole }
  return person === 'citizen' ? { realm: 'citizen', name: 'Bruno Bürger' } : person
}

let people = 0

async function logIn(portal: Portal, person: TestPerson, now: Date): Promise<[string, string]> {
  const { realm = 'citizen', name = 'Testperson', trust = 'basis', unit = '', role } = person
  people += 1
  const email = person.email ?? `person-${people}@example.org`
  const { secret } = await unitOfWork(portal.database, async (em) => {
    const account = await createAccount(em, { realm, name, email, locale: 'de' }, now)
    if (role !== undefined) await assignRole(em, account.id, { role, unit, validFrom: null, validTo: null })
    return createSession(em, { account, trust, provider: 'password', userAgent: 'test' }, now)
  })
  return [sessionCookieName(realm, false), secret]
}
