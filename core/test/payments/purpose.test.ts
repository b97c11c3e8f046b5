import fc from 'fast-check'
import t from 'tap'
import { toDescription, toPurpose, toReference } from '../../src/payments/purpose.ts'

t.test('umlauts are spelled out, other marks dropped', async (t) => {
  t.equal(toPurpose('Gebühr Straßenöffnung'), 'Gebuehr Strassenoeffnung')
  t.equal(toPurpose('Café Łódź'), 'Cafe Lodz')
  t.equal(toPurpose('Ärzte u\u0308ber'), 'Aerzte ueber')
})

t.test('what the standard does not allow becomes a space', async (t) => {
  t.equal(toPurpose('AZ: 32/4711 (2026)'), 'AZ 32 4711 2026')
  t.equal(toDescription('2 Stück à 6,15 € – sperrig'), '2 Stück à 6,15 sperrig')
  t.equal(toReference('Sperrgut/groß'), 'Sperrgut-gross')
})

t.test('nothing is left empty', async (t) => {
  t.equal(toPurpose('€€€'), 'Zahlung')
  t.equal(toDescription(''), 'Zahlung')
  t.equal(toReference(''), '-')
})

t.test('any text fits the patterns of XBezahldienste 1.0', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      return (
        /^[\w\s-]{1,27}$/.test(toPurpose(text)) &&
        /^[\w\s,.\u00C0-\u017F-]{1,250}$/.test(toDescription(text)) &&
        /^[\w-]{1,36}$/.test(toReference(text))
      )
    }),
  )
})
