import t from 'tap'
import { formatBytes, formatCount, formatDate, formatDateTime, formatMoney } from './format.ts'
import { withWording } from './text.ts'

const inLocale = (locale: string, text: unknown) =>
  withWording({ locale, words: () => undefined }, () => String(text)).replace(/\s/g, ' ')

t.test('days, moments, amounts and sizes in the language of the page', async (t) => {
  t.equal(inLocale('de', formatDate('2027-05-03')), '3. Mai 2027')
  t.equal(inLocale('en', formatDate('2027-05-03')), '3 May 2027')
  t.equal(inLocale('de-simple', formatMoney(1250)), '12,50 €')
  t.equal(inLocale('de', formatBytes(1_320_000)), '1,3 MB')
  t.equal(inLocale('de', formatBytes(840)), '840 Byte')
})

t.test('a count that was broken off says that there are more', async (t) => {
  const words = (key: string) => (key === 'kit.more-than' ? 'mehr als {count}' : undefined)
  const said = (count: number, capped: boolean) =>
    withWording({ locale: 'de', words }, () => String(formatCount({ count, capped })))
  t.equal(said(1000, false), '1.000')
  t.equal(said(1000, true), 'mehr als 1.000')
})

t.test('moments are told in German time, in summer and in winter', async (t) => {
  t.match(inLocale('de', formatDateTime('2027-07-01T22:30:00Z')), '02.07.2027, 00:30')
  t.match(inLocale('de', formatDateTime('2027-01-01T22:30:00Z')), '01.01.2027, 23:30')
  t.equal(inLocale('de', formatDate(new Date('2027-06-30T22:30:00Z'))), '1. Juli 2027')
})
