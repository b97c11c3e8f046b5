import t from 'tap'
import { readCase } from '../src/case/rows.ts'
import { later } from '../src/service/duration.ts'
import { eachEngine, registerDog } from './portal.ts'

t.test('durations count calendar months and years', async (t) => {
  const from = new Date('2027-01-31T12:00:00Z')
  t.same(later(from, 'P1M'), new Date('2027-02-28T12:00:00Z'))
  t.same(later(from, 'P1Y2M1W3D'), new Date('2028-04-10T12:00:00Z'))
  t.same(later(from, 'P30D'), new Date('2027-03-02T12:00:00Z'))
})

await eachEngine(t, 'when its time is over, a decided case loses the person and keeps the facts', async (t, portal) => {
  const citizen = await portal.as('citizen')
  const [decided, open] = [await registerDog(citizen, 'Bello'), await registerDog(citizen, 'Rex')]
  const clerk = await portal.as('clerk')
  const path = `/api/online-service/cases/${decided}`
  await clerk.call('POST', `${path}/assignment`)
  await clerk.call('POST', `${path}/decision`, { outcome: 'granted', reason: 'Alles richtig.' })

  portal.clock.now = later(portal.clock.now, 'P2Y')
  await portal.settle()
  const em = portal.database.em()
  t.match(await readCase(em, decided), {
    applicantName: null,
    answers: null,
    reason: null,
    outcome: 'granted',
    trackingNumber: /^TS-2026-/,
  })
  t.match(await readCase(em, open), { applicantName: 'Bruno Bürger', answers: { name: 'Rex' } })
})
