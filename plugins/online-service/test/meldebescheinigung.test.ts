import { buffer } from 'node:stream/consumers'
import { openBytes } from '@kreiswerk/core'
import { PDFDict, PDFDocument, PDFHexString, PDFName } from 'pdf-lib'
import t from 'tap'
import { rows } from '../src/case/rows.ts'
import { filePlace } from '../src/certificate/issueCertificate.ts'
import { identityAnswers } from '../src/draft/identity.ts'
import { meldebescheinigung } from '../src/services/index.ts'
import { eachEngine, pay } from './portal.ts'
import type { PayingPortal } from './portal.ts'

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
  const [, path] = /href="(\/api\/online-service\/my-cases\/[^"]+\/outputs\/[^"]+)"/.exec(read.html) ?? []
  const file = await portal.app.inject({ method: 'GET', url: path!, headers: { accept: 'text/html' } })
  t.equal(file.statusCode, 401, 'not without login')
  const download = await citizen.call('GET', path!)
  t.equal(download.status, 200)
  t.match(String(download.body).slice(0, 8), '%PDF-1.7')

  const address = await addressInQrCode(portal)
  t.match(address, /^http:\/\/localhost\/echtheit\/[\w-]{22}$/)
  const genuine = await portal.browser().open(new URL(address).pathname)
  t.match(genuine.text, 'Diese Bescheinigung ist echt')
  t.match(genuine.text, 'Mustermann')
  const unknown = await portal.browser().open('/echtheit/aaaaaaaaaaaaaaaaaaaaaa')
  t.match(unknown.text, 'Diese Bescheinigung kennen wir nicht')
})

/** The address behind the QR code of the only certificate, read from the words that stand for the picture. */
async function addressInQrCode({ database, runtime }: PayingPortal): Promise<string> {
  const { id, blob } = await rows(database.em())
    .selectFrom('online_service_output')
    .select(['id', 'blob'])
    .executeTakeFirstOrThrow()
  const sealed = await buffer(await runtime.blobs.open(blob))
  if (sealed.includes('%PDF')) throw new Error('The file lies in the clear')
  const file = await openBytes(database.em(), filePlace(id), sealed)
  const { context } = await PDFDocument.load(file!)
  const figure = context
    .enumerateIndirectObjects()
    .map(([, object]) => object)
    .find((object) => object instanceof PDFDict && object.get(PDFName.of('S')) === PDFName.of('Figure')) as PDFDict
  return figure.lookup(PDFName.of('Alt'), PDFHexString).decodeText().replace('QR-Code: ', '')
}

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
