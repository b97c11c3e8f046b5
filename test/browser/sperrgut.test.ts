import t from 'tap'
import { startSamplePortal } from '../sample-portal.ts'
import { linkIn, register } from './account.ts'
import { grant, submitAndPay } from './application.ts'
import { fillInCollection } from './collection.ts'
import { launchBrowser } from './launch.ts'
import { newPerson } from './person.ts'
import { attachPhotos, downloadPhoto, photoBytes } from './photos.ts'

t.setTimeout(400_000)

const browser = await launchBrowser()
t.teardown(() => browser.close())

const reason = 'Wir kommen am Vormittag. Bitte stellen Sie alles an die Straße.'

for (const engine of ['sqlite', 'postgres'] as const) {
  await t.test(`bulky waste on ${engine}`, async (t) => {
    const portal = await startSamplePortal(t, engine)
    const { origin, mails } = portal
    // A browser sees no difference between the engines; plugins/online-service/test/files.test.ts tries files on both.
    const withPhotos = engine === 'sqlite'

    for (const javaScript of [true, false]) {
      await t.test(`from registration to the decision, JavaScript ${javaScript ? 'on' : 'off'}`, async (t) => {
        const email = `anna-${javaScript ? 'mit' : 'ohne'}@example.org`
        const citizen = await newPerson(browser, { origin, javaScript })
        t.teardown(() => citizen.leave())
        await register(citizen, portal, { name: 'Anna Probe', email })
        await fillInCollection(citizen, async () => withPhotos && attachPhotos(citizen, javaScript))
        const { number, statusCode } = await submitAndPay(citizen, '33,00')
        await mails.waitForMail(email, /erhalten/)

        const clerk = await newPerson(browser, { origin, javaScript: true })
        t.teardown(() => clerk.leave())
        await grant(clerk, portal, 'sperling@aachen.example', number, reason)
        if (withPhotos) t.equal(await downloadPhoto(clerk), photoBytes)

        const mail = await mails.waitForMail(email, /entschieden/)
        t.notMatch(mail.text, reason, 'the mail says that there is a decision, not which')
        await citizen.open(linkIn(mail.text, origin))
        await citizen.reads('Ihrem Antrag wurde entsprochen.')
        await citizen.reads(reason)
        if (withPhotos) t.equal(await downloadPhoto(citizen), photoBytes)

        const passerBy = await newPerson(browser, { origin, javaScript })
        t.teardown(() => passerBy.leave())
        await passerBy.open('/status')
        await passerBy.fill('Antragsnummer', number)
        await passerBy.fill('Statuscode', statusCode)
        await passerBy.press('Status anzeigen')
        await passerBy.reads('bewilligt')
      })
    }

    t.match(await portal.command('audit', 'verify'), /unversehrt|intact/, 'the log is intact')
  })
}
