import t from 'tap'
import { createPayingPortal, eachEngine, orderCollection, pay, place } from './portal.ts'

interface Worklist {
  items: { id: string; trackingNumber: string; stage: string; applicantName: string }[]
  next: string | null
}

await eachEngine(t, 'a citizen applies without JavaScript and pays, staff decide', async (t, portal) => {
  const citizen = await portal.as('citizen')
  const filed = await orderCollection(citizen)
  t.match(filed.url, /^\/antraege\/[0-9a-f-]{36}$/)
  t.match(filed.text, 'wartet auf Zahlung')
  const clerk = await portal.as({ realm: 'staff', name: 'Klara Kern', role: 'clerk', unit: 'stadt/fb70/' })
  t.same((await clerk.get<Worklist>('/api/online-service/cases')).items, [], 'unpaid: not yet received')

  const unpaid = await citizen.open(`${filed.url}?zahlung=zurueck`)
  t.match(unpaid.text, 'Die Zahlung ist noch nicht bestätigt')
  const receipt = await pay(portal, citizen, filed)
  t.match(receipt.text, 'Ihr Antrag ist eingegangen')
  t.match(receipt.text, 'bezahlt')
  t.match((await citizen.open(filed.url)).text, 'Nachweis herunterladen')
  const proof = await citizen.call('GET', `/api/online-service/my-cases/${filed.url.split('/').at(-1)}/receipt`)
  t.match(String(proof.body), /^c2sp\.org\/tlog-proof@v1\n/)
  const checked = await portal.submit('/nachweis', { receipt: String(proof.body) })
  t.match(checked.text, `case:${filed.url.split('/').at(-1)}`)
  t.match(
    portal.mails.map(({ subject }) => subject),
    [/^Wir haben Ihren Antrag erhalten: TS-2026-/],
  )
  t.notMatch(portal.mails[0]?.text, 'Mustermann', 'mails carry no personal data')

  const { items } = await clerk.get<Worklist>('/api/online-service/cases')
  t.match(items, [{ stage: 'received', applicantName: 'Bruno Bürger' }])
  const path = `/api/online-service/cases/${items[0]!.id}`
  const decision = { outcome: 'granted', reason: 'Wir kommen am Dienstag.' }
  t.match(await clerk.call('POST', `${path}/decision`, decision), { body: { code: 'online-service.not-assigned' } })
  t.equal((await clerk.call('POST', `${path}/assignment`)).status, 200)
  t.equal((await clerk.call('POST', `${path}/notes`, { text: 'Zufahrt eng' })).status, 200)
  t.equal((await clerk.call('POST', `${path}/decision`, decision)).status, 200)
  t.match(await clerk.call('POST', `${path}/decision`, decision), { status: 409 })
  t.match(await clerk.get(path), {
    outcome: 'granted',
    assigneeName: 'Klara Kern',
    history: ['submitted', 'paid', 'assigned', 'note', 'decided'].map((kind) => ({ kind })),
  })

  await portal.settle()
  t.equal(portal.mails.length, 2)
  t.notMatch(portal.mails[1]?.text, 'Dienstag', 'the mail says that there is a decision, not which')
  const read = await citizen.open(filed.url)
  t.match(read.text, 'Ihrem Antrag wurde entsprochen')
  t.match(read.text, 'Wir kommen am Dienstag.')
  t.notMatch(read.text, 'Zufahrt eng', 'notes are for staff')
})

t.test('what is wrong is said in words, and nothing typed is lost', async (t) => {
  const portal = await createPayingPortal()
  t.teardown(() => portal.close())
  const citizen = await portal.as('citizen')
  const wrong = await citizen.submit('/dienste/sperrgut/antrag/abholort', { ...place, 'address[postalCode]': '99999' })
  t.equal(wrong.status, 400)
  t.match(wrong.text, 'In diesem Postleitzahlgebiet bieten wir den Dienst nicht an')
  t.match(wrong.html, 'value="Erika Mustermann"')
})

t.test('a draft waits for its owner, with rows that keep their ids, and is nobody else’s', async (t) => {
  const portal = await createPayingPortal()
  t.teardown(() => portal.close())
  const citizen = await portal.as('citizen')
  const items = await citizen.submit('/dienste/sperrgut/antrag/abholort', place)
  await citizen.send(items, { 'items[0][item]': 'sofa', 'items[0][pieces]': '2' })
  const again = await citizen.open('/dienste/sperrgut/antrag/gegenstaende')
  const [, id] = /name="items\[0\]\[id\]"\s+value="([0-9a-f-]{36})"/.exec(again.html) ?? []
  t.ok(id)
  await citizen.send(again, { 'items[0][pieces]': '3' })
  t.match((await citizen.open('/dienste/sperrgut/antrag/gegenstaende')).html, `value="${id}"`)
  t.match((await citizen.open('/dienste/sperrgut')).text, 'Sie haben diesen Antrag schon begonnen')
  const other = await portal.as({ realm: 'citizen', name: 'Andere Person' })
  t.notMatch((await other.open('/dienste/sperrgut/antrag/abholort')).html, 'Mustermann')
  t.equal(
    (await other.open('/dienste/sperrgut/pruefen')).url,
    '/dienste/sperrgut/antrag/abholort',
    'nothing to check yet',
  )

  portal.clock.now = new Date(portal.clock.now.getTime() + 31 * 86_400_000)
  const later = await portal.as('citizen')
  t.notMatch((await later.open('/dienste/sperrgut')).text, 'schon begonnen')
})

t.test('rows are added and removed without JavaScript, with what was typed kept', async (t) => {
  const portal = await createPayingPortal()
  t.teardown(() => portal.close())
  const citizen = await portal.as('citizen')
  const items = await citizen.submit('/dienste/sperrgut/antrag/abholort', place)
  const two = await citizen.send(items, { 'items[0][item]': 'sofa', 'items[0][pieces]': '2', _add: 'items' })
  t.match(two.text, 'Gegenstand 2')
  const filled = { 'items[1][item]': 'other', 'items[1][pieces]': '1' }
  const asked = await citizen.send(two, filled)
  t.match(asked.text, 'Füllen Sie „Bezeichnung“ aus.', 'a question that hangs on an answer appears with it')
  const one = await citizen.send(asked, { _remove: 'items[0]' })
  t.notMatch(one.text, 'Gegenstand 2')
  const next = await citizen.send(one, { 'items[0][description]': 'Aquarium' })
  t.equal(next.url, '/dienste/sperrgut/antrag/termin')
})

t.test('an application with missing answers is refused by the API too', async (t) => {
  const portal = await createPayingPortal()
  t.teardown(() => portal.close())
  const citizen = await portal.as('citizen')
  const answer = await citizen.call('POST', '/api/online-service/services/sperrgut/applications', { confirmed: true })
  t.match(answer, { status: 400, body: { problems: [{ pointer: '/name', code: 'required' }] } })
})

await eachEngine(t, 'withdrawn before payment, the claim is closed', async (t, portal) => {
  const citizen = await portal.as('citizen')
  const filed = await orderCollection(citizen)
  const path = `/api/online-service/my-cases/${filed.url.split('/').at(-1)}`
  t.equal((await citizen.call('POST', `${path}/withdrawal`)).status, 200)
  t.match(await citizen.get(path), { outcome: 'withdrawn', payment: 'open' })
  t.equal((await citizen.call('POST', `${path}/payment`)).status, 409)
})
