import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'
import { checkpointFile } from '../../core/src/audit/kept-checkpoint.ts'
import { readPublicKey } from '../../core/src/audit/key.ts'
import { verifyLog } from '../../core/src/audit/verify.ts'
import { createAccount } from '../../core/src/auth/account.ts'
import { sessionCookieName } from '../../core/src/auth/cookie.ts'
import { createSession } from '../../core/src/auth/session.ts'
import { newId } from '../../core/src/base/id.ts'
import { rowsOf } from '../../core/src/storage/rows.ts'
import { unitOfWork } from '../../core/src/storage/unit-of-work.ts'
import { createTestPortal } from '../../core/src/testing/index.ts'
import type { TestPortal } from '../../core/src/testing/index.ts'
import { payingProvider } from '../town/paying-provider.ts'
import { faultyDisk } from './faulty-disk.ts'
import type { Fault, FaultyDisk } from './faulty-disk.ts'
import permits from './permits/plugin.ts'
import type { PermitTables } from './permits/plugin.ts'

/** A portal on a faulty disk, and what was seen of it. */
export interface FaultyPortal {
  portal: TestPortal
  disk: FaultyDisk
  /** Answers that were neither a success nor a clear refusal. */
  surprises: string[]
  /** Refusals by code. */
  refusals: Map<string, number>
  /**
   * Somebody logs in, applies, pays and is granted a permit, sending each request again under its key until it is answered.
   * Of everything after the login, operation number `place` fails; none with -1.
   */
  live(place?: number, fault?: Fault): Promise<void>
  /** Everything acknowledged is there once, and the audit log is intact. */
  assertWhole(t: Test): Promise<void>
}

const oneHour = 60 * 60 * 1000

export async function startFaultyPortal(t: Test): Promise<FaultyPortal> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'kreiswerk-faulty-'))
  t.teardown(() => rmSync(dataFolder, { recursive: true, force: true }))
  const disk = faultyDisk(t, dataFolder)
  const { provider, say } = payingProvider()
  const portal = await createTestPortal({
    plugins: [permits()],
    dataFolder,
    database: `sqlite:${join(dataFolder, 'portal.db')}`,
    deployment: { payments: provider, mail: undefined },
  })
  t.teardown(() => portal.close())
  const surprises: string[] = []
  const refusals = new Map<string, number>()
  const acknowledged: { id: string; name: string }[] = []

  let login: Record<string, string> = {}

  /** Sends a request until it is answered: a refusal must be clear, and the next try must work. */
  async function send(method: 'GET' | 'POST', url: string, form?: FormData) {
    const key = newId()
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const answer = await portal.app.inject({
        method,
        url,
        ...(await encoded(form, { ...login, 'idempotency-key': key })),
      })
      if (answer.statusCode === 200) return answer
      const code = (answer.json() as { code?: string }).code ?? ''
      const isClear = [503, 507].includes(answer.statusCode) && code.startsWith('storage.')
      if (!isClear || answer.headers['retry-after'] === undefined || attempt === 3) {
        surprises.push(`${disk.hit ?? 'nothing'}: ${url} answered ${answer.statusCode} ${answer.body}`)
      }
      refusals.set(code, (refusals.get(code) ?? 0) + 1)
    }
    throw new Error(surprises.at(-1))
  }

  /** The portal's own work, as its timers would do it: what failed is done later. */
  async function work(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await portal.settle()
        const open = await portal.database
          .em()
          .execute<{ topic: string }[]>(
            `select topic from core_job where topic like 'permits.%' or topic = 'core.mail'`,
          )
        if (open.length === 0) return
      } catch (error) {
        if (attempt > 3) throw error
      }
      if (attempt > 5) return void surprises.push(`${disk.hit}: work is never done`)
      portal.clock.now = new Date(portal.clock.now.getTime() + oneHour)
    }
  }

  async function live(place = -1, fault: Fault = 'EIO'): Promise<void> {
    disk.failAt(-1, fault)
    // What failed in the life before is done first: the same work, hit again and again, would be given up in the end.
    portal.clock.now = new Date(portal.clock.now.getTime() + oneHour)
    await portal.settle()
    login = await logIn(portal)
    disk.failAt(place, fault)
    const name = `permit ${newId()}`
    const form = new FormData()
    form.append('name', name)
    form.append('proof', new Blob([`Proof of ${name}`]), 'proof.txt')
    const { id } = (await send('POST', '/api/permits/permits', form)).json() as { id: string }
    acknowledged.push({ id, name })
    say('initial')
    await send('POST', `/api/permits/permits/${id}/payment`)
    say('payed')
    await send('POST', `/api/permits/permits/${id}/check`)
    await send('POST', `/api/permits/permits/${id}/decision`)
    await work()
    await send('GET', `/api/permits/permits/${id}/proof`)
    portal.clock.now = new Date(portal.clock.now.getTime() + oneHour)
    await work()
  }

  async function assertWhole(t: Test): Promise<void> {
    t.same(surprises, [], 'every answer was a success or a clear refusal')
    const rows = await rowsOf<PermitTables>(portal.database.em()).selectFrom('permits_permit').selectAll().execute()
    t.equal(rows.length, acknowledged.length, 'each application is there once')
    const wrong: string[] = []
    for (const { id, name } of acknowledged) {
      const row = rows.find((one) => one.id === id)
      if (row === undefined || row.settled !== 1 || row.certificate === null) wrong.push(`${name} is not whole`)
      else if ((await text(await portal.runtime.blobs.open(row.proof))) !== `Proof of ${name}`)
        wrong.push(`${name}: proof`)
      else if ((await text(await portal.runtime.blobs.open(row.certificate))) !== `Certificate for ${name}`) {
        wrong.push(`${name}: certificate`)
      }
    }
    t.same(wrong, [], 'paid once, with its proof and its certificate')
    t.equal(mailsIn(dataFolder).length, acknowledged.length, 'one mail for each')
    t.same(
      mailsIn(dataFolder).filter((mail) => !mail.includes('Ihre Genehmigung ist da.')),
      [],
      'none half-written',
    )
    t.same(filesIn(join(dataFolder, 'uploads')), [], 'no file of a request is left')
    t.equal((await portal.app.inject('/readyz')).statusCode, 200)
    const publicKey = (await readPublicKey(dataFolder)) ?? ''
    const secondCheckpoint = await checkpointFile(dataFolder).read()
    const report = await verifyLog(portal.database.em(), { publicKey, secondCheckpoint })
    t.match(report, { ok: true, findings: [], waiting: 0 }, 'the audit log is intact')
    t.match(await portal.database.em().execute('pragma integrity_check'), [{ integrity_check: 'ok' }])
    t.same(await portal.database.em().execute('select topic, last_error from core_job where dead_at is not null'), [])
  }
  return { portal, disk, surprises, refusals, live, assertWhole }
}

async function logIn({ database, clock, site }: TestPortal): Promise<Record<string, string>> {
  const { secret, session } = await unitOfWork(database, async (em) => {
    const email = `${newId()}@example.org`
    const account = await createAccount(em, { realm: 'citizen', name: 'Anna', email, locale: 'de' }, clock.now)
    return createSession(em, { account, trust: 'basis', provider: 'password', userAgent: 'test' }, clock.now)
  })
  return {
    cookie: `${sessionCookieName('citizen', false)}=${secret}`,
    'x-csrf-token': site.seal.sign('csrf', session.id),
  }
}

async function encoded(form: FormData | undefined, control: Record<string, string>) {
  const headers = { accept: 'application/json', ...control }
  if (form === undefined) return { headers }
  const response = new Response(form)
  const type = response.headers.get('content-type') ?? ''
  return { headers: { ...headers, 'content-type': type }, payload: Buffer.from(await response.arrayBuffer()) }
}

const filesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : [])

const mailsIn = (dataFolder: string): string[] =>
  filesIn(join(dataFolder, 'mail'))
    .filter((name) => name.endsWith('.eml'))
    .map((name) => readFileSync(join(dataFolder, 'mail', name), 'utf8'))

/**
 * Lets each operation of a whole life fail once, one life after the other, `stride` operations apart. Returns the
 * operations that were made to fail.
 */
export async function failEach(t: Test, kinds: (place: number) => readonly Fault[], stride = 1): Promise<string[]> {
  const faulty = await startFaultyPortal(t)
  await faulty.live()
  const failed: string[] = []
  for (let place = 0; ; place += stride) {
    for (const fault of kinds(place)) {
      await faulty
        .live(place, fault)
        .catch((error: Error) => t.fail(`${place} ${fault} ${faulty.disk.hit}: ${error.message}`))
      if (faulty.disk.hit === null) {
        faulty.disk.failAt(-1, 'EIO')
        await faulty.assertWhole(t)
        t.comment(`${failed.length} faults; refusals: ${JSON.stringify([...faulty.refusals])}`)
        return failed
      }
      failed.push(`${fault} ${faulty.disk.hit}`)
    }
  }
}
