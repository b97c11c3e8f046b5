import { hashSecret, newId } from '@kreiswerk/core'
import t from 'tap'
import { rows } from '../src/case/rows.ts'
import { identityAnswers } from '../src/draft/identity.ts'
import { meldebescheinigung } from '../src/services/index.ts'
import { eachEngine, pay } from './portal.ts'

const person = {
  familyName: 'Mustermann',
  givenNames: 'Erika',
  'dateOfBirth[day]': '12',
  'dateOfBirth[month]': '8',
  'dateOfBirth[year]': '1984',
  'address[street]': 'Krämerstraße',
  'address[houseNumber]': '2',
  'address[postalCode]': '52062',
  'address[city]': 'Teststadt',
  dwelling: 'main',
}

await eachEngine(t, 'granting issues a certificate that can be checked by anybody', async (t, portal) => {
  const citizen = await portal.as({ realm: 'citizen', name: 'Erika Mustermann', trust: 'hoch' })
  const scope = await citizen.submit('/dienste/meldebescheinigung/antrag/person', person)
  const check = await citizen.send(scope, { scope: 'simple' })
  const filed = await citizen.send(check, { confirmed: 'true' })
  await pay(portal, citizen, filed)
  const id = filed.url.split('/').at(-1)

  const clerk = await portal.as('clerk')
  await clerk.call('POST', `/api/online-service/cases/${id}/assignment`)
  const decided = await clerk.call('POST', `/api/online-service/cases/${id}/decision`, {
    outcome: 'granted',
    reason: 'Die Angaben stimmen mit dem Melderegister überein.',
  })
  t.equal(decided.status, 200)

  const read = await citizen.open(filed.url)
  const [, path] = /href="(\/api\/online-service\/my-cases\/[^"]+)"/.exec(read.html) ?? []
  const file = await portal.app.inject({ method: 'GET', url: path!, headers: { accept: 'text/html' } })
  t.equal(file.statusCode, 401, 'not without login')
  const download = await citizen.call('GET', path!)
  t.equal(download.status, 200)
  t.match(String(download.body).slice(0, 8), '%PDF-1.7')

  const unknown = await portal.browser().open('/echtheit/aaaaaaaaaaaaaaaaaaaaaa')
  t.match(unknown.text, 'Diese Bescheinigung kennen wir nicht')
})

await eachEngine(t, 'the page behind the QR code says what the paper must say', async (t, portal) => {
  const output = {
    id: newId(),
    caseId: newId(),
    output: 'bescheinigung',
    title: 'Meldebescheinigung',
    tokenHash: hashSecret('a-token-of-the-qr-code'),
    code: '3F9A-C01D',
    facts: [{ label: 'Familienname', value: 'Mustermann' }],
    blob: '0'.repeat(64),
    bytes: 1,
    issuedAt: portal.clock.now,
  }
  await rows(portal.database.em()).insertInto('online_service_output').values(output).execute()
  const page = await portal.browser().open('/echtheit/a-token-of-the-qr-code')
  t.match(page.text, 'Diese Bescheinigung ist echt')
  t.match(page.text, 'Mustermann')
  t.match(page.text, '3F9A-C01D')
})

const service = meldebescheinigung({ unit: 'stadt/fb32/', authority: 'Teststadt' })
const attribute = (name: string, value: string, trust: 'basis' | 'substantiell' | 'hoch' = 'hoch') => ({
  name,
  value,
  trust,
})

t.test('what the login proves at the level needed cannot be changed', async (t) => {
  const address = { street_address: 'Alte Gasse 12 a', postal_code: '52062', locality: 'Aachen' }
  const { known, fixed } = identityAnswers(service, [
    attribute('family_name', 'Mustermann'),
    attribute('given_name', 'Erika', 'basis'),
    attribute('birthdate', '1984-08-12'),
    attribute('address', JSON.stringify(address)),
  ])
  t.same(fixed, {
    familyName: 'Mustermann',
    dateOfBirth: '1984-08-12',
    address: { street: 'Alte Gasse', houseNumber: '12 a', postalCode: '52062', city: 'Aachen' },
  })
  t.equal(known.givenNames, 'Erika', 'a lower level only prefills')
})

t.test('of several values the surest counts; nonsense does not', async (t) => {
  const { known } = identityAnswers(service, [
    attribute('family_name', 'Falsch', 'basis'),
    attribute('family_name', 'Richtig'),
    attribute('birthdate', '1984'),
    attribute('address', '{"street_address":"ohne Nummer"}'),
  ])
  t.same(known, { familyName: 'Richtig' })
})

t.test('the extended certificate says more', async (t) => {
  const [simple, extended] = service.examples.map(({ answers }) => service.outputs[0]!.compose(answers))
  t.equal(simple!.table.length, 5)
  t.equal(extended!.table.length, 8)
  t.match(extended!.closing, [/§ 18 Abs. 2/])
})
