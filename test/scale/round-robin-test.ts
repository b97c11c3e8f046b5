import type { Test } from 'tap'
import { openDatabase } from '../../core/src/storage/database.ts'
import { startLoad } from '../faults/load.ts'
import { assertPromises } from '../faults/promises.ts'
import { atLeast, grows, holderOf, sizeOfLog, waiting } from './log-of.ts'
import { applyForCertificate, clerkAt } from './people.ts'
import { startTwoPortals } from './two-portals.ts'

interface RoundRobinOptions {
  /** How often a portal ends and is started again: killed, every second time asked to stop. */
  kills: number
  reporters: number
  payers: number
}

/** People and load behind a load balancer over two portals, of which now and then one is killed: the one that keeps the log. */
export async function roundRobinTest(t: Test, { kills, reporters, payers }: RoundRobinOptions): Promise<void> {
  const two = await startTwoPortals(t)
  const { origin } = two.proxy
  const database = await openDatabase({ url: two.database, entities: [] })
  t.teardown(() => database.close())
  const load = startLoad({ origin: () => origin, reporters, payers })
  const { ledger } = load
  const applicant = await applyForCertificate(origin)
  t.match(applicant.received.text, /Ihr Antrag ist eingegangen/, 'every step on another portal than the one before')
  const clerk = await clerkAt(origin, 'buergel@aachen.example')

  let longest = 0
  for (let kill = 0; kill < kills; kill += 1) {
    await atLeast(() => ledger.reports.length, ledger.reports.length + 10)
    const victim = await holderOf(database, two.portals)
    const size = await sizeOfLog(database)
    const since = performance.now()
    if (kill % 2 === 0) await victim.kill()
    else t.equal(await victim.stop(), 0)
    const served = ledger.reports.length
    await atLeast(() => ledger.reports.length, served + 10)
    // A checkpoint of before the kill may have been on its way; two are not.
    await grows(database, size, 2)
    longest = Math.max(longest, performance.now() - since)
    if (kill === 0) await decide(t, clerk, applicant)
    await victim.start()
  }

  await load.finish()
  for (const portal of two.portals) t.equal(await portal.stop(), 0)
  const [a = 0, b = 0] = two.portals.map(({ port }) => two.proxy.answered.get(port))
  t.comment(
    `${kills} ends, ${a} + ${b} answers, ${ledger.reports.length} reports, ${ledger.paid.length} payments, the log went on after at most ${Math.round(longest)} ms`,
  )
  t.ok(a > 0 && b > 0 && ledger.reports.length > 0 && ledger.paid.length > 0, 'both portals had their share')
  t.ok(ledger.worst <= 1, `nobody had to send a request more than once again (${ledger.worst})`)
  t.equal(await waiting(database), 0, 'every entry is in the log')
  await assertPromises(t, two.database, two.dataFolder, ledger)
}

/** The clerk decides what was filed while both portals ran, and the applicant fetches the document, with one portal left. */
async function decide(
  t: Test,
  clerk: Awaited<ReturnType<typeof clerkAt>>,
  { browser, received }: Awaited<ReturnType<typeof applyForCertificate>>,
): Promise<void> {
  const path = received.url.split('?')[0]!
  const one = `/api/online-service/cases/${path.split('/').at(-1)}`
  t.match(await clerk.call('POST', `${one}/assignment`), { status: 200 })
  const decision = { outcome: 'granted', reason: 'Die Angaben stimmen mit dem Melderegister überein.' }
  t.match(await clerk.call('POST', `${one}/decision`, decision), { status: 200 }, 'sessions outlive their portal')
  const { html } = await browser.open(path)
  const [, file = ''] = /href="(\/api\/online-service\/my-cases\/[^"]+\/outputs\/[^"]+)"/.exec(html) ?? []
  const { status, body } = await browser.call('GET', file)
  t.equal(status, 200)
  t.match(String(body).slice(0, 5), '%PDF-')
}
