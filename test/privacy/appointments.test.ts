import t from 'tap'
import { systemActor } from '../../core/src/auth/actor.ts'
import { erasePerson, exportPerson, lookUpPerson } from '../../core/src/portal/person/person-data.ts'
import type { TestPortal } from '../../core/src/testing/index.ts'
import { eachEngine, first } from '../../plugins/appointments/test/people.ts'

const optionsFor = ({ runtime, assembly }: TestPortal, name: string) => ({
  runtime,
  plugins: assembly.plugins,
  cause: { actor: systemActor, name, correlationId: 'test' },
})

const find = (portal: TestPortal, reference: string) =>
  lookUpPerson(optionsFor(portal, 'core.lookUpPerson'), reference, async (_em, subject) => subject)

eachEngine(t, 'who has no address is found and erased by the number of the appointment', {}, async (t, portal) => {
  const clerk = await portal.as('clerk')
  const wish = { office: 'bahnhof', variant: 'counter', items: [{ service: 'reisepass', persons: 1 }], start: first }
  const body = { ...wish, name: 'Max Muster', phone: '0241 1234' }
  const booked = await clerk.call('POST', '/api/appointments/staff-bookings', body)
  t.equal(booked.status, 200, JSON.stringify(booked.body))
  const { code } = booked.body as { code: string }
  await t.rejects(find(portal, 'AAAA-0000'), { code: 'core.unknown-person' })
  const subject = await find(portal, code.toLowerCase())
  t.match(subject, { accountId: null, email: null, reference: code })
  const options = optionsFor(portal, 'core.erasePerson')
  t.match(await exportPerson(options, subject), {
    appointments: { bookings: [{ name: 'Max Muster', phone: '0241 1234' }] },
  })
  await erasePerson(options, subject)
  t.match(await exportPerson(options, subject), { appointments: { bookings: [{ name: null, phone: null }] } })
})

eachEngine(
  t,
  'mails to another address that was left with an appointment go with the person',
  {},
  async (t, portal) => {
    const anna = await portal.as({ realm: 'citizen', name: 'Anna', email: 'anna@example.org' })
    const wish = { office: 'bahnhof', variant: 'counter', items: [{ service: 'reisepass', persons: 1 }], start: first }
    const held = await anna.call('POST', '/api/appointments/holds', wish)
    const { link } = held.body as { link: string }
    await anna.call('POST', `/api/appointments/holds/${link}/booking`, {
      name: 'Anna',
      email: 'annas-mutter@example.org',
    })
    const waiting = () => portal.database.em().execute(`select id from core_job where topic = 'core.mail'`)
    t.equal((await waiting()).length, 1)
    await erasePerson(optionsFor(portal, 'core.erasePerson'), await find(portal, 'anna@example.org'))
    t.equal((await waiting()).length, 0)
  },
)
