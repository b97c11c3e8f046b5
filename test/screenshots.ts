// Makes the pictures of the documentation: `npm run screenshots`. Look at them before you commit them.
import { mkdirSync } from 'node:fs'
import type { Test } from 'tap'
import { logInStaff, register } from './browser/account.ts'
import { submitAndPay } from './browser/application.ts'
import { fillInCollection } from './browser/collection.ts'
import { launchBrowser } from './browser/launch.ts'
import { newPerson } from './browser/person.ts'
import type { Person } from './browser/person.ts'
import { startSamplePortal } from './sample-portal.ts'

const folder = 'docs/images'
const sizes = { desktop: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } } as const

const ends: (() => unknown)[] = []
const t = { teardown: (end: () => unknown) => void ends.unshift(end) } as unknown as Test

mkdirSync(folder, { recursive: true })
const browser = await launchBrowser()
ends.push(() => browser.close())

try {
  const portal = await startSamplePortal(t, 'sqlite')
  const citizen = await newPerson(browser, { origin: portal.origin, javaScript: true })
  await citizen.open('/')
  await picture(citizen, 'start')
  await register(citizen, portal, { name: 'Erika Beispiel', email: 'erika.beispiel@example.org' })
  await fillInCollection(citizen, () => picture(citizen, 'form'))
  const { number } = await submitAndPay(citizen, '33,00')
  await picture(citizen, 'receipt')
  const clerk = await newPerson(browser, { origin: portal.origin, javaScript: true })
  await logInStaff(clerk, portal, 'sperling@aachen.example')
  await clerk.open('/staff/antraege')
  await clerk.reads(number)
  await picture(clerk, 'worklist')
  await clerk.follow(number)
  await clerk.reads('Übernehmen')
  await picture(clerk, 'case')
} finally {
  for (const end of ends) await end()
}

async function picture({ page }: Person, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport)
    await page.evaluate(() => window.scrollTo(0, 0))
    await page.screenshot({ path: `${folder}/${name}-${size}.png` })
    console.log(`${folder}/${name}-${size}.png`)
  }
  await page.setViewportSize(sizes.desktop)
}
