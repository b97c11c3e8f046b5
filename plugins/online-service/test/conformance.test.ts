import t from 'tap'
import { conformance } from '@kreiswerk/core/testing'
import type { TestPortal, TracedPerson } from '@kreiswerk/core/testing'
import { attach, beginCollection, fileWithPhotos, photo } from './photos.ts'
import { registerDog, testOnlineService, testPayments } from './portal.ts'

const payments = testPayments({ status: 'initial' })

t.test('conforms', conformance(testOnlineService(), { deployment: { payments }, use: applyAndDecide }))

/** One application decided, two withdrawn, two only begun, with files; a running one the law would keep. */
async function applyAndDecide(portal: TestPortal, { browser, name, text }: TracedPerson) {
  const clerk = await portal.as('clerk')
  const [decided, withdrawn] = [await registerDog(browser), await registerDog(browser, 'Rex')]
  const path = `/api/online-service/cases/${decided}`
  for (const step of ['assignment', 'release', 'assignment']) await clerk.call('POST', `${path}/${step}`)
  await clerk.call('POST', `${path}/notes`, { text: text('note of staff') })
  await clerk.call('POST', `${path}/decision`, { outcome: 'granted', reason: 'Alles richtig.' })
  await browser.call('POST', `/api/online-service/my-cases/${withdrawn}/withdrawal`)
  const withPhotos = (await fileWithPhotos(browser, photo(`${name}.png`))).url.split('/').at(-1)
  await browser.call('POST', `/api/online-service/my-cases/${withPhotos}/withdrawal`)
  await attach(browser, await beginCollection(browser), photo('sofa.png', name))
  await browser.submit('/dienste/hund/antrag/hund', { name: 'Bello', shared: 'true', coOwner: text('coOwner') })
}
