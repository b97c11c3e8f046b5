import t from 'tap'
import type { Test } from 'tap'
import appointments from '@kreiswerk/appointments'
import type { ConfiguredOffice } from '@kreiswerk/appointments/contract'
import { createTestPortal } from '@kreiswerk/core/testing'
import type { TestBrowser, TestPortal, Visited } from '@kreiswerk/core/testing'
import { eachDatabase } from '@kreiswerk/core/testing/databases'
import onlineService from '@kreiswerk/online-service'
import { defineService } from '@kreiswerk/online-service/contract'

/** A free service that asks for a name and an appointment with a conservator of trees. */
const felling = (slot: object = {}) =>
  defineService({
    id: 'baum',
    version: '1.0.0',
    title: { de: 'Baum fällen' },
    summary: { de: 'Lassen Sie einen Baum begutachten.' },
    unit: 'stadt/fb32/',
    trust: 'basis',
    legalBasis: ['Baumschutzsatzung'],
    retention: { draft: 'P30D', granted: 'P2Y', refused: 'P1Y' },
    fields: {
      tree: { kind: 'text', label: { de: 'Welcher Baum?' }, purpose: 'decision' },
      visit: {
        kind: 'appointments.slot',
        label: { de: 'Wann können wir kommen?' },
        purpose: 'execution',
        settings: { service: 'begutachtung', leadDays: 2 },
        ...slot,
      },
    },
    pages: [
      { id: 'baum', title: { de: 'Der Baum' }, fields: ['tree'] },
      { id: 'besuch', title: { de: 'Der Besuch' }, fields: ['visit'] },
    ],
    examples: [
      {
        name: 'a lime tree',
        on: '2026-11-23',
        answers: { tree: 'Linde', visit: 'gruen@2026-11-30T08:00:00.000Z' },
        fee: 0,
      },
    ],
  })

/** One conservator, two visits a day. */
const office: ConfiguredOffice = {
  id: 'gruen',
  name: { de: 'Baumpflege' },
  unit: 'stadt/fb32/',
  address: 'vor Ort',
  timeZone: 'Europe/Berlin',
  groups: [{ id: 'tour', name: { de: 'Tour' }, lanes: 1, services: ['begutachtung'], variants: ['counter'] }],
  rules: [1, 2, 3, 4, 5].flatMap((weekday) =>
    [
      ['09:00', '11:00'],
      ['13:00', '15:00'],
    ].map(([from, to]) => ({ group: 'tour', weekday, from: from!, to: to!, publicLanes: 1, internalLanes: 0 })),
  ),
}

const withAppointments = () =>
  appointments({
    offices: [office],
    services: [
      {
        id: 'begutachtung',
        title: { de: 'Begutachtung eines Baums' },
        minutes: 120,
        bring: [],
        variants: ['counter'],
        persons: 1,
        perPerson: 5,
        byApplication: true,
      },
    ],
    releaseMinutes: 0,
  })

const eachEngine = (name: string, run: (t: Test, portal: TestPortal) => Promise<unknown>) =>
  eachDatabase(t, name, async (t, _open, { url }) => {
    const plugins = [onlineService({ services: [felling()] }), withAppointments()]
    const portal = await createTestPortal({ plugins, database: url })
    t.teardown(() => portal.close())
    await run(t, portal)
  })

const slotsIn = ({ html }: Visited): string[] =>
  [...html.matchAll(/name="visit"\s+value="(gruen@[^"]+)"/g)].map(([, slot]) => slot!)

/** Up to the page that offers times. */
const chooseTime = (citizen: TestBrowser) => citizen.submit('/dienste/baum/antrag/baum', { tree: 'Linde' })

const idIn = ({ url }: Visited) => url.split('/').at(-1)!

async function file(citizen: TestBrowser, slot: string): Promise<Visited> {
  const check = await citizen.send(await chooseTime(citizen), { visit: slot })
  return citizen.send(check, { confirmed: 'true' })
}

await eachEngine('an application asks for an appointment, and both know each other', async (t, portal) => {
  const citizen = await portal.as('citizen')
  const offered = await chooseTime(citizen)
  const [first, second] = slotsIn(offered)
  t.ok(first && second, 'times are offered as plain answers')
  t.match(offered.text, '09:00 bis 11:00 Uhr')

  const later = await citizen.send(offered, { visit: `show:2026-12-21` })
  t.match(later.url, 'zeige=visit%3A2026-12-21', 'more days are another page of the same list')
  t.match(slotsIn(later)[0], /^gruen@2026-12-21/)

  const check = await citizen.send(offered, { visit: first! })
  t.match(check.url, '/pruefen')
  const other = await portal.as('citizen')
  t.notOk(slotsIn(await chooseTime(other)).includes(first!), 'what one has chosen nobody else is offered')
  t.match((await citizen.open('/dienste/baum/antrag/besuch')).text, 'für Sie reserviert')

  const filed = await citizen.send(check, { confirmed: 'true' })
  t.match(filed.url, /^\/antraege\//)
  t.match(filed.text, '09:00 bis 11:00 Uhr')
  await portal.settle()
  t.match(portal.mails.map(({ subject }) => subject).sort(), [/^Ihr Termin am/, /^Wir haben Ihren Antrag erhalten/])

  const manage = /href="(\/termine\/termin\/[^"]+)"/.exec(filed.html)![1]!
  const booking = await citizen.open(manage)
  t.match(booking.html, `href="/antraege/${idIn(filed)}"`, 'the appointment leads to the application')
  const tomorrow = await citizen.submit(`${manage}/verschieben`, { start: '2026-11-24T08:00:00.000Z' })
  t.match(tomorrow.text, 'Diese Zeit wurde gerade vergeben', 'the days that are needed before stay')
  await citizen.submit(`${manage}/verschieben`, { start: second!.split('@')[1]! })
  t.match((await citizen.open(filed.url)).text, '13:00 bis 15:00 Uhr', 'moved there, it shows here')

  const { trackingNumber, statusCode } = await citizen.get<Record<'trackingNumber' | 'statusCode', string>>(
    `/api/online-service/my-cases/${idIn(filed)}`,
  )
  const status = await portal.submit('/status', { trackingNumber, statusCode })
  t.match(status.text, '13:00 bis 15:00 Uhr')
  t.notMatch(status.html, '/termine/termin/', 'whoever has the number sees the time and cannot change it')

  const clerk = await portal.as({ realm: 'staff', name: 'Klara Kern', role: 'clerk', unit: 'stadt/fb32/' })
  const path = `/api/online-service/cases/${idIn(filed)}`
  t.match(await clerk.get(path), { current: [{ name: 'visit', value: [/13:00 bis 15:00/], link: null }] })
})

for (const ending of ['withdrawal', 'refusal'] as const) {
  await eachEngine(`a ${ending} gives the time back`, async (t, portal) => {
    const citizen = await portal.as('citizen')
    const [slot] = slotsIn(await chooseTime(citizen))
    const filed = await file(citizen, slot!)
    if (ending === 'withdrawal') await citizen.call('POST', `/api/online-service/my-cases/${idIn(filed)}/withdrawal`)
    else {
      const clerk = await portal.as({ realm: 'staff', name: 'Klara Kern', role: 'clerk', unit: 'stadt/fb32/' })
      const path = `/api/online-service/cases/${idIn(filed)}`
      await clerk.call('POST', `${path}/assignment`)
      await clerk.call('POST', `${path}/decision`, { outcome: 'refused', reason: 'Der Baum ist geschützt.' })
    }
    t.match((await citizen.open(filed.url)).text, 'abgesagt')
    t.ok(slotsIn(await chooseTime(await portal.as('citizen'))).includes(slot!))
  })
}

await eachEngine('a time taken meanwhile brings fresh ones, with everything else kept', async (t, portal) => {
  const [slow, quick] = [await portal.as('citizen'), await portal.as('citizen')]
  const offered = await chooseTime(slow)
  const [slot] = slotsIn(offered)
  await file(quick, slot!)
  const refused = await slow.send(offered, { visit: slot! })
  t.equal(refused.status, 400)
  t.match(refused.text, '„Wann können wir kommen?“: Das ist nicht mehr frei.')
  t.ok(slotsIn(refused).length > 0 && !slotsIn(refused).includes(slot!))
  t.match((await slow.open('/dienste/baum/antrag/baum')).html, 'Linde')
})

await eachEngine('a hold that is over is renewed unless somebody else has the time', async (t, portal) => {
  const [slow, quick] = [await portal.as('citizen'), await portal.as('citizen')]
  const [slot, next] = slotsIn(await chooseTime(slow))
  const check = await slow.send(await chooseTime(slow), { visit: slot! })
  portal.clock.now = new Date(portal.clock.now.getTime() + 16 * 60_000)
  const filed = await file(quick, slot!)
  t.match(filed.url, '/antraege/')
  const again = await slow.send(check, { confirmed: 'true' })
  t.match(again.url, '/dienste/baum/antrag/besuch', 'back to the times, not to an error')
  t.match(again.text, 'Ihr Termin ist nicht mehr frei')
  const renewed = await slow.send(await slow.send(again, { visit: next! }), { confirmed: 'true' })
  t.match(renewed.url, '/antraege/')
})

await eachEngine('of two who want the last time at once one gets it, the other chooses anew', async (t, portal) => {
  const citizens = await Promise.all(Array.from({ length: 6 }, () => portal.as('citizen')))
  const offered = await Promise.all(citizens.map(chooseTime))
  const [slot] = slotsIn(offered[0]!)
  const sent = await Promise.all(citizens.map((citizen, index) => citizen.send(offered[index]!, { visit: slot! })))
  t.same(sent.map(({ status }) => status).sort(), [200, 400, 400, 400, 400, 400])
  const winner = sent.findIndex(({ status }) => status === 200)
  const filed = await citizens[winner]!.send(sent[winner]!, { confirmed: 'true' })
  t.match(filed.url, '/antraege/')
})

await eachEngine('another choice, and a draft thrown away, give the held time back at once', async (t, portal) => {
  const [citizen, other] = [await portal.as('citizen'), await portal.as('citizen')]
  const offered = await chooseTime(citizen)
  const [first, second] = slotsIn(offered)
  await citizen.send(offered, { visit: first! })
  await citizen.submit('/dienste/baum/antrag/besuch', { visit: second! })
  const left = slotsIn(await chooseTime(other))
  t.ok(left.includes(first!) && !left.includes(second!))
  await citizen.call('POST', '/api/online-service/services/baum/draft')
  t.ok(slotsIn(await chooseTime(other)).includes(second!))
})

t.test('what is kept for applications nobody books by itself', async (t) => {
  const portal = await createTestPortal({ plugins: [withAppointments()] })
  t.teardown(() => portal.close())
  const browser = portal.browser()
  t.notMatch((await browser.open('/termine')).html, 'begutachtung')
  const need = { office: 'gruen', variant: 'counter', items: [{ service: 'begutachtung', persons: 1 }] }
  const answer = await browser.call('POST', '/api/appointments/holds', { ...need, start: '2026-11-30T08:00:00.000Z' })
  t.match(answer, { status: 400, body: { code: 'appointments.service-unknown' } })
})

t.test('without the plugin a service that needs it stops the start, naming both', async (t) => {
  await t.rejects(createTestPortal({ plugins: [onlineService({ services: [felling()] })] }), {
    code: 'online-service.field-plugin-missing',
    message: /service baum needs the plugin appointments for its field visit/,
  })
})

t.test('a field that can do without its plugin is left out, with its page', async (t) => {
  const service = felling({ ifInstalled: true })
  const portal = await createTestPortal({ plugins: [onlineService({ services: [service] })] })
  t.teardown(() => portal.close())
  const citizen = await portal.as('citizen')
  const check = await citizen.submit('/dienste/baum/antrag/baum', { tree: 'Linde' })
  t.match(check.url, '/pruefen')
  t.match((await citizen.send(check, { confirmed: 'true' })).url, '/antraege/')
})

t.test('a definition that asks for what nobody does stops the start', async (t) => {
  const service = felling({ settings: { service: 'wahrsagen' } })
  await t.rejects(createTestPortal({ plugins: [onlineService({ services: [service] }), withAppointments()] }), {
    code: 'online-service.definition-flawed',
    message: /There are no appointments for wahrsagen/,
  })
})
