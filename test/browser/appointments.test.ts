import t from 'tap'
import { openCity } from './appointments/city.ts'
import { draw } from './appointments/draw.ts'
import { visit } from './appointments/visit.ts'
import { waitForTime } from './appointments/waiting.ts'
import { withKeys } from './appointments/withKeys.ts'
import { launchBrowser } from './launch.ts'

t.setTimeout(240_000)

const browser = await launchBrowser()
t.teardown(() => browser.close())

for (const engine of ['sqlite', 'postgres'] as const) {
  await t.test(`appointments on ${engine}`, async (t) => {
    const city = await openCity(t, browser, engine)
    // A keyboard sees no difference between the engines.
    if (engine === 'sqlite') await t.test('with the keyboard alone', (t) => withKeys(t, city))
    for (const javaScript of [true, false]) {
      const how = `JavaScript ${javaScript ? 'on' : 'off'}`
      await t.test(`from the search to the counter, ${how}`, (t) => visit(t, city, javaScript))
      await t.test(`an offer to whoever waits, ${how}`, (t) => waitForTime(t, city, javaScript))
    }
    await t.test('a draw that everybody can check', (t) => draw(t, city))
  })
}
