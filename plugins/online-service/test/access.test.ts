import t from 'tap'
import { createPayingPortal, eachEngine, orderCollection, pay, registerDog } from './portal.ts'

interface Page {
  items: { id: string; trackingNumber: string }[]
  next: string | null
}

t.test('without login people are led to it', async (t) => {
  const portal = await createPayingPortal()
  t.teardown(() => portal.close())
  t.match((await portal.browser().open('/dienste/hund/antrag/hund')).url, /^\/anmelden\?weiter=/)
  t.match((await portal.browser().call('GET', '/api/online-service/my-cases')).status, 401)
})

t.test('a service of level hoch demands that level on its pages and its actions', async (t) => {
  const portal = await createPayingPortal()
  t.teardown(() => portal.close())
  const citizen = await portal.as('citizen')
  t.match((await citizen.open('/dienste/meldebescheinigung/antrag/person')).url, /^\/anmelden\/erhoehen\?stufe=hoch/)
  for (const action of ['draft/person', 'applications']) {
    const body = action === 'applications' ? { confirmed: true } : {}
    const answer = await citizen.call('POST', `/api/online-service/services/meldebescheinigung/${action}`, body)
    t.match(answer, { status: 403, body: { code: 'auth.step-up-required' } })
  }
})

await eachEngine(t, 'staff see and work only on cases of their units', async (t, portal) => {
  const citizen = await portal.as('citizen')
  const id = await registerDog(citizen)
  const path = `/api/online-service/cases/${id}`
  const right = await portal.as({ realm: 'staff', name: 'Fach 32', role: 'clerk', unit: 'stadt/fb32/' })
  const wrong = await portal.as({ realm: 'staff', name: 'Fach 70', role: 'clerk', unit: 'stadt/fb70/' })
  t.match((await right.get<Page>('/api/online-service/cases')).items, [{ id }])
  t.same((await wrong.get<Page>('/api/online-service/cases')).items, [])
  t.equal((await right.call('GET', path)).status, 200)
  for (const call of ['assignment', 'release']) t.equal((await wrong.call('POST', `${path}/${call}`)).status, 403)
  t.equal((await wrong.call('GET', path)).status, 403)
  t.equal((await wrong.call('POST', `${path}/notes`, { text: 'x' })).status, 403)
})

t.test('a case is its owner’s alone', async (t) => {
  const portal = await createPayingPortal()
  t.teardown(() => portal.close())
  const id = await registerDog(await portal.as('citizen'))
  const other = await portal.as({ realm: 'citizen', name: 'Neugierige Person' })
  const path = `/api/online-service/my-cases/${id}`
  t.equal((await other.call('GET', path)).status, 404)
  t.equal((await other.call('POST', `${path}/withdrawal`)).status, 404)
  t.equal((await other.call('POST', `${path}/payment`)).status, 404)
  t.equal((await other.open(`/antraege/${id}`)).status, 404)
})

await eachEngine(t, 'the worklist pages by key and filters', async (t, portal) => {
  const citizen = await portal.as('citizen')
  const ids: string[] = []
  for (const name of ['Anton', 'Berta', 'Cäsar']) {
    portal.clock.now = new Date(portal.clock.now.getTime() + 1_000)
    ids.push(await registerDog(citizen, name))
  }
  const clerk = await portal.as('clerk')
  const list = (query: string) => clerk.get<Page>(`/api/online-service/cases?${query}`)
  const first = await list('limit=2')
  t.same(
    first.items.map(({ id }) => id),
    ids.slice(0, 2),
    'oldest first',
  )
  const second = await list(`limit=2&after=${encodeURIComponent(first.next!)}`)
  t.same(
    second.items.map(({ id }) => id),
    ids.slice(2),
  )
  t.equal(second.next, null)

  await clerk.call('POST', `/api/online-service/cases/${ids[1]}/assignment`)
  t.same(
    (await list('assigned=me')).items.map(({ id }) => id),
    [ids[1]],
  )
  t.same(
    (await list('assigned=nobody')).items.map(({ id }) => id),
    [ids[0], ids[2]],
  )
  t.same(
    (await list('stage=in-progress')).items.map(({ id }) => id),
    [ids[1]],
  )
  t.same((await list('service=sperrgut')).items, [])
  const { trackingNumber } = first.items[0]!
  t.same(
    (await list(`number=${trackingNumber.toLowerCase()}`)).items.map(({ id }) => id),
    [ids[0]],
  )
})

await eachEngine(t, 'two clerks cannot take the same case', async (t, portal) => {
  const id = await registerDog(await portal.as('citizen'))
  const [anna, ben] = [
    await portal.as({ realm: 'staff', role: 'clerk' }),
    await portal.as({ realm: 'staff', role: 'clerk' }),
  ]
  const path = `/api/online-service/cases/${id}`
  const answers = await Promise.all([anna, ben].map((clerk) => clerk.call('POST', `${path}/assignment`)))
  t.same(answers.map(({ status }) => status).sort(), [200, 409])
})

await eachEngine(t, 'number and status code show how far a case is, without login', async (t, portal) => {
  const citizen = await portal.as('citizen')
  const filed = await orderCollection(citizen)
  const { trackingNumber, statusCode } = await citizen.get<{ trackingNumber: string; statusCode: string }>(
    `/api/online-service/my-cases/${filed.url.split('/').at(-1)}`,
  )
  await pay(portal, citizen, filed)
  const typed = { trackingNumber: trackingNumber.toLowerCase(), statusCode: statusCode.replaceAll('-', ' ') }
  const shown = await portal.submit('/status', typed)
  t.equal(shown.status, 200)
  t.match(shown.text, 'eingegangen')
  t.notMatch(shown.url, statusCode.slice(0, 4), 'the code stands in no address')
  t.notMatch(shown.text, 'Mustermann')
  const wrong = await portal.submit('/status', { trackingNumber, statusCode: '7KQ4-M9XT-3HRA-WCJN' })
  t.equal(wrong.status, 404)
  t.match(wrong.text, 'passen nicht zusammen')
})
