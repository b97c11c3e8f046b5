import type { Locator } from 'playwright-core'
import type { Test } from 'tap'
import { drawOrder, hashOfSeed } from '../../../plugins/appointments/src/draw/order.ts'
import { sayWhoComes } from './bookTime.ts'
import type { City } from './city.ts'

/** Two wish for one time, one of them without JavaScript; everybody can check who got it. */
export async function draw(t: Test, city: City): Promise<void> {
  const wishing = await Promise.all(
    ['dora', 'emil'].map(async (name) => ({
      citizen: await city.person(t, { javaScript: name === 'dora' }),
      visitor: { name, email: `${name}@example.org` },
    })),
  )
  const tickets = new Map<string, string>()
  for (const { citizen, visitor } of wishing) {
    await citizen.open('/termine')
    await citizen.follow('Einbürgerung beantragen')
    await citizen.follow('Zur Verlosung')
    await citizen.choose('Standesamt')
    await sayWhoComes(citizen, visitor)
    await citizen.press('An der Verlosung teilnehmen')
    await citizen.reads('Fast fertig')
    await citizen.open((await city.mail(visitor.email, /Bitte bestätigen/)).link)
    await citizen.press('Bestätigen')
    await citizen.reads('nimmt an der Verlosung teil')
    tickets.set(visitor.email, await citizen.page.locator('dd code').innerText())
  }
  const [{ citizen: anybody }] = wishing as [(typeof wishing)[number]]
  await anybody.open('/termine/verlosung/einbuergerung')
  await anybody.reads('wird nach der Verlosung gezeigt')
  const seedHash = await described(anybody.page.locator('main'), 'Prüfsumme')

  city.portal.clock.now = new Date('2026-11-30T17:01:00Z')
  // The draw, then its mails.
  await city.portal.settle()
  await city.portal.settle()
  const isWinner = (email: string) => city.received(email).some((subject) => subject.startsWith('Ihr Termin am'))
  const [winner, loser] = wishing.toSorted(
    (a, b) => Number(isWinner(b.visitor.email)) - Number(isWinner(a.visitor.email)),
  )
  t.notOk(isWinner(loser!.visitor.email), 'one time, one winner')
  await winner!.citizen.open((await city.mail(winner!.visitor.email, /^Ihr Termin am/)).link)
  await winner!.citizen.reads('Dienstag, 8. Dezember 2026, 11:00 Uhr')

  await loser!.citizen.open((await city.mail(loser!.visitor.email, /leider kein Termin/)).link)
  const drawn = loser!.citizen.page.locator('dl', { hasText: seedHash })
  const seed = await described(drawn, 'Zufallszahl')
  t.equal(hashOfSeed(seed), seedHash, 'the seed was fixed before')
  await loser!.citizen.follow('Reihenfolge ansehen')
  await loser!.citizen.reads('Platz')
  const rows = await loser!.citizen.page.locator('tbody tr').allInnerTexts()
  const order = [winner!, loser!].map(({ visitor }) => tickets.get(visitor.email)!)
  t.same(
    rows.map((row) => row.split(/\s+/)),
    [
      ['1', order[0], 'ja'],
      ['2', order[1], 'nein'],
    ],
  )
  t.same(order, drawOrder(seed, order.toSorted()), 'and the order follows from it')
}

const described = async (place: Locator, term: string): Promise<string> =>
  (await place.locator('dt', { hasText: term }).first().locator('xpath=following-sibling::dd[1]').innerText()).trim()
