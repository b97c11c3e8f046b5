import type { ContributedField, DateField } from '../field/field.ts'
import { addDays, weekdayOf } from '../service/day.ts'
import { defineService } from '../service/defineService.ts'
import type { Service } from '../service/defineService.ts'

/** What a municipality decides about its bulky-waste collection. */
export interface SperrgutSettings {
  /** Responsible organisation unit, e.g. `aachen/e18/`. */
  unit: string
  /** Postal codes served; all when absent. */
  postalCodes?: readonly string[]
  /** Cents for a collection up to the included volume; 25,00 € unless told. */
  basicFee?: number
  /** Litres included in the basic fee; 2,000 (2 m³) unless told. */
  includedVolume?: number
  /** Cents for each further started cubic metre; 8,00 € unless told. */
  feePerCubicMetre?: number
  /** Days from ordering to the first possible collection; 5 unless told. */
  leadDays?: number
  /** Id of the office of the plugin appointments whose tours are booked; without it people wish for a day. */
  slots?: string
}

/** Usual volume of one piece, in litres. */
const volumes = {
  sofa: 1_400,
  armchair: 700,
  bed: 900,
  mattress: 400,
  wardrobe: 1_500,
  table: 500,
  chair: 200,
  carpet: 150,
  bicycle: 300,
  other: 300,
} as const

const litresPerCubicMetre = 1_000

/** The day on which the examples are filled in. */
const exampleDay = '2026-11-23'

/** The first day that can be wished for: Sundays are free. */
function firstCollection(today: string, leadDays: number): string {
  const day = addDays(today, leadDays)
  return weekdayOf(day) === 7 ? addDays(day, 1) : day
}

/** What the examples book: a tour in the morning. */
const firstTour = (office: string, leadDays: number) => `${office}@${addDays(exampleDay, leadDays + 2)}T06:00:00.000Z`

/** A day the citizen wishes for; the office says when it really comes. */
const wishedDay = (leadDays: number): DateField => ({
  kind: 'date',
  label: { de: 'Wunschtermin', en: 'Preferred date', 'de-simple': 'Wann sollen wir kommen?' },
  hint: {
    de: `Frühestens in ${leadDays} Tagen, montags bis samstags`,
    en: `In ${leadDays} days at the earliest, Monday to Saturday`,
    'de-simple': `Wir kommen frühestens in ${leadDays} Tagen. Wir kommen nicht am Sonntag.`,
  },
  purpose: 'execution',
  earliest: { days: leadDays },
  latest: { days: 90 },
  weekdays: [1, 2, 3, 4, 5, 6],
})

/** A tour that is booked at once. */
const bookedTour = (office: string, leadDays: number): ContributedField => ({
  kind: 'appointments.slot',
  label: { de: 'Termin der Abholung', en: 'Date of the collection', 'de-simple': 'Wann sollen wir kommen?' },
  hint: {
    de: 'Stellen Sie alles bis zum Beginn der Zeit an die Straße. Sie müssen nicht zu Hause sein.',
    en: 'Put everything out on the street by the beginning of that time. You need not be at home.',
    'de-simple': 'Stellen Sie alles vorher an die Straße. Sie müssen nicht zu Hause sein.',
  },
  purpose: 'execution',
  settings: { service: 'sperrgut-abholung', offices: [office], leadDays },
})

/** Collection of bulky waste from a household: what, where, when; the fee follows from the volume. */
export function sperrgut(settings: SperrgutSettings): Service {
  const { unit, postalCodes, basicFee = 2_500, includedVolume = 2_000, feePerCubicMetre = 800, leadDays = 5 } = settings
  const { slots } = settings
  const furtherCubicMetres = (volume: number) => Math.max(0, Math.ceil((volume - includedVolume) / litresPerCubicMetre))
  const household = {
    name: 'Erika Mustermann',
    address: { street: 'Krämerstraße', houseNumber: '2', postalCode: postalCodes?.[0] ?? '52062', city: 'Aachen' },
    wishDate: slots === undefined ? firstCollection(exampleDay, leadDays) : firstTour(slots, leadDays),
  }
  return defineService({
    id: 'sperrgut',
    version: slots === undefined ? '1.0.0' : '1.1.0',
    title: { de: 'Sperrgut abholen lassen', en: 'Bulky waste collection', 'de-simple': 'Große Sachen abholen lassen' },
    summary: {
      de: 'Bestellen und bezahlen Sie die Abholung von Möbeln und anderem Sperrgut.',
      en: 'Order and pay for the collection of furniture and other bulky waste.',
      'de-simple': 'Sie haben alte Möbel? Wir holen sie ab. Das kostet Geld.',
    },
    needs: [
      { de: 'die Adresse, an der wir abholen', en: 'the address of the collection', 'de-simple': 'Ihre Adresse' },
      {
        de: 'was wir abholen sollen und wie viele Stücke es sind',
        en: 'what we shall collect, and how many pieces',
        'de-simple': 'eine Liste: Was sollen wir abholen?',
      },
      { de: 'ein Zahlungsmittel', en: 'a means of payment', 'de-simple': 'eine Karte zum Bezahlen' },
    ],
    duration: {
      de: 'Bestätigung innerhalb von 3 Werktagen',
      en: 'confirmation within 3 working days',
      'de-simple': 'Sie bekommen in 3 Tagen eine Antwort.',
    },
    unit,
    trust: 'basis',
    legalBasis: ['KrWG § 20', 'Abfallwirtschaftssatzung', 'Abfallgebührensatzung'],
    retention: { draft: 'P30D', granted: 'P2Y', refused: 'P1Y' },
    fields: {
      name: {
        kind: 'text',
        label: { de: 'Vor- und Nachname', en: 'Full name', 'de-simple': 'Ihr Name' },
        purpose: 'execution',
        autocomplete: 'name',
        maxLength: 120,
      },
      address: {
        kind: 'address',
        label: { de: 'Adresse der Abholung', en: 'Address of the collection', 'de-simple': 'Wo sollen wir abholen?' },
        purpose: 'execution',
        postalCodes,
      },
      phone: {
        kind: 'tel',
        label: { de: 'Telefon', en: 'Telephone', 'de-simple': 'Ihre Telefonnummer' },
        hint: {
          de: 'Für Rückfragen am Tag der Abholung',
          en: 'For questions on the day of the collection',
          'de-simple': 'Dann können wir Sie anrufen, wenn wir eine Frage haben.',
        },
        purpose: 'contact',
        optional: true,
        autocomplete: 'tel',
      },
      items: {
        kind: 'list',
        label: { de: 'Was sollen wir abholen?', en: 'What shall we collect?' },
        hint: {
          de: 'Bauschutt, Farben und Elektrogeräte nehmen wir nicht mit.',
          en: 'We do not take building rubble, paint or electrical appliances.',
          'de-simple': 'Das nehmen wir nicht mit: Steine, Farben und elektrische Geräte.',
        },
        row: { de: 'Gegenstand', en: 'Item', 'de-simple': 'Sache' },
        purpose: 'execution',
        min: 1,
        max: 20,
        fields: {
          item: {
            kind: 'choice',
            label: { de: 'Art', en: 'Kind', 'de-simple': 'Was ist es?' },
            purpose: 'execution',
            options: [
              { value: 'sofa', label: { de: 'Sofa', en: 'Sofa' } },
              { value: 'armchair', label: { de: 'Sessel', en: 'Armchair' } },
              { value: 'bed', label: { de: 'Bettgestell', en: 'Bed frame', 'de-simple': 'Bett' } },
              { value: 'mattress', label: { de: 'Matratze', en: 'Mattress' } },
              { value: 'wardrobe', label: { de: 'Schrank (zerlegt)', en: 'Wardrobe (taken apart)' } },
              { value: 'table', label: { de: 'Tisch', en: 'Table' } },
              { value: 'chair', label: { de: 'Stuhl', en: 'Chair' } },
              { value: 'carpet', label: { de: 'Teppich (gerollt)', en: 'Carpet (rolled up)' } },
              { value: 'bicycle', label: { de: 'Fahrrad', en: 'Bicycle' } },
              { value: 'other', label: { de: 'Sonstiges', en: 'Something else', 'de-simple': 'etwas anderes' } },
            ],
          },
          description: {
            kind: 'text',
            label: { de: 'Bezeichnung', en: 'Description', 'de-simple': 'Wie heißt die Sache?' },
            purpose: 'execution',
            maxLength: 80,
            when: { field: 'item', is: 'other' },
          },
          pieces: {
            kind: 'number',
            label: { de: 'Anzahl', en: 'Number of pieces', 'de-simple': 'Wie viele?' },
            purpose: 'execution',
            minimum: 1,
            maximum: 20,
          },
        },
      },
      photos: {
        kind: 'file',
        label: { de: 'Fotos vom Sperrgut', en: 'Photos of the bulky waste', 'de-simple': 'Fotos' },
        hint: {
          de: 'Fotos helfen uns, das richtige Fahrzeug zu schicken.',
          en: 'Photos help us to send the right vehicle.',
          'de-simple': 'Dann wissen wir: So groß muss unser Auto sein.',
        },
        purpose: 'execution',
        optional: true,
        accept: ['image/jpeg', 'image/png', 'image/webp', 'image/heic'],
        maxFiles: 3,
      },
      wishDate: slots === undefined ? wishedDay(leadDays) : bookedTour(slots, leadDays),
    },
    pages: [
      {
        id: 'abholort',
        title: { de: 'Wo holen wir ab?', en: 'Where do we collect?' },
        fields: ['name', 'address', 'phone'],
      },
      {
        id: 'gegenstaende',
        title: { de: 'Was holen wir ab?', en: 'What do we collect?' },
        fields: ['items', 'photos'],
      },
      { id: 'termin', title: { de: 'Wann holen wir ab?', en: 'When do we collect?' }, fields: ['wishDate'] },
    ],
    fee({ items }) {
      const litres = items.reduce((sum, { item, pieces }) => sum + volumes[item] * pieces, 0)
      const further = furtherCubicMetres(litres)
      const included = includedVolume / litresPerCubicMetre
      return [
        {
          label: { de: `Abholung bis ${included} m³`, en: `Collection up to ${included} m³` },
          quantity: 1,
          unitAmount: basicFee,
        },
        {
          label: { de: 'Weitere angefangene Kubikmeter', en: 'Further started cubic metres' },
          quantity: further,
          unitAmount: feePerCubicMetre,
        },
      ]
    },
    examples: [
      {
        name: 'a mattress',
        on: exampleDay,
        answers: { ...household, items: [{ id: 'a', item: 'mattress', pieces: 1 }] },
        fee: basicFee + furtherCubicMetres(volumes.mattress) * feePerCubicMetre,
      },
      {
        name: 'a sofa and four chairs',
        on: exampleDay,
        answers: {
          ...household,
          items: [
            { id: 'a', item: 'sofa', pieces: 1 },
            { id: 'b', item: 'chair', pieces: 4 },
          ],
        },
        fee: basicFee + furtherCubicMetres(volumes.sofa + 4 * volumes.chair) * feePerCubicMetre,
      },
    ],
  })
}
