import { inflateSync } from 'node:zlib'
import t from 'tap'
import { startSamplePortal } from '../sample-portal.ts'
import { linkIn, register } from './account.ts'
import { grant, submitAndPay } from './application.ts'
import { launchBrowser } from './launch.ts'
import { newPerson } from './person.ts'
import type { Person } from './person.ts'

t.setTimeout(400_000)

const browser = await launchBrowser()
t.teardown(() => browser.close())

for (const engine of ['sqlite', 'postgres'] as const) {
  await t.test(`certificate of registration on ${engine}`, async (t) => {
    const portal = await startSamplePortal(t, engine)
    const { origin, mails } = portal

    for (const [javaScript, name] of [
      [true, 'Erika Mustermann'],
      [false, 'Ali Beispiel'],
    ] as const) {
      await t.test(`with the online ID card, JavaScript ${javaScript ? 'on' : 'off'}`, async (t) => {
        const email = `person-${javaScript ? 'mit' : 'ohne'}@example.org`
        const citizen = await newPerson(browser, { origin, javaScript })
        t.teardown(() => citizen.leave())
        await register(citizen, portal, { name, email })
        await stepUp(citizen, name)
        await fillIn(citizen, name)
        const { number } = await submitAndPay(citizen, '12,00')

        const clerk = await newPerson(browser, { origin, javaScript: true })
        t.teardown(() => clerk.leave())
        await grant(
          clerk,
          portal,
          'buergel@aachen.example',
          number,
          'Die Angaben stimmen mit dem Melderegister überein.',
        )

        const mail = await mails.waitForMail(email, /entschieden/)
        await citizen.open(linkIn(mail.text, origin))
        const document = citizen.page.getByRole('link', { name: /PDF/ })
        const response = await citizen.page.request.get((await document.getAttribute('href')) ?? '')
        const pdf = await response.body()
        t.equal(pdf.subarray(0, 5).toString(), '%PDF-')

        const bank = await newPerson(browser, { origin, javaScript })
        t.teardown(() => bank.leave())
        const address = checkAddressIn(pdf, origin)
        await bank.open(address)
        await bank.reads('Diese Bescheinigung ist echt')
        await bank.reads(name.split(' ')[1] ?? '')
        await bank.open(`${address.slice(0, -4)}AAAA`)
        await bank.reads('Diese Bescheinigung kennen wir nicht')
      })
    }

    t.match(await portal.command('audit', 'verify'), /unversehrt|intact/, 'the log is intact')
  })
}

/** The service asks for more certainty than a password gives: the portal leads to the identity provider and back. */
async function stepUp(citizen: Person, name: string): Promise<void> {
  await citizen.open('/dienste/meldebescheinigung')
  await citizen.follow('Antrag beginnen')
  await citizen.press(/BundID/)
  await citizen.reads('Als wer möchten Sie sich anmelden?')
  await citizen.choose(new RegExp(name))
  await citizen.choose(/Online-Ausweis/)
  await citizen.press('Anmelden')
}

async function fillIn(citizen: Person, name: string): Promise<void> {
  await citizen.reads('Aus Ihrer Anmeldung übernommen')
  await citizen.reads(name.split(' ')[1] ?? '')
  await citizen.choose('Hauptwohnung')
  await citizen.press('Speichern und weiter')
  await citizen.choose('Einfache Meldebescheinigung')
  await citizen.press('Speichern und weiter')
}

/** The address that the certificate prints and its QR code leads to. */
function checkAddressIn(pdf: Buffer, origin: string): string {
  const address = new RegExp(`${origin}/echtheit/[\\w-]+`).exec(textsOf(pdf))
  if (address === null) throw new Error('The certificate names no address to check it')
  return address[0]
}

/** The file as text, with its compressed streams unpacked. */
function textsOf(pdf: Buffer): string {
  const streams = pdf.toString('latin1').matchAll(/stream\r?\n([^]*?)\r?\nendstream/g)
  const unpacked = [...streams].map(([, bytes = '']) => {
    try {
      return inflateSync(Buffer.from(bytes, 'latin1')).toString('latin1')
    } catch {
      return '' // a picture or a font in another encoding
    }
  })
  return [pdf.toString('latin1'), ...unpacked].join('\n')
}
