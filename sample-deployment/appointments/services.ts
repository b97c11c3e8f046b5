import type { Service } from '@kreiswerk/appointments/contract'

const counter = { variants: ['counter'], perPerson: 1 } as const

/** What people come for; minutes and documents are plausible, not official. */
export const services: Service[] = [
  {
    id: 'personalausweis',
    title: { de: 'Personalausweis beantragen', en: 'Apply for an identity card', 'de-simple': 'Neuer Ausweis' },
    minutes: 15,
    persons: 5,
    bring: [
      { de: 'Ihren bisherigen Ausweis oder Reisepass', en: 'Your present identity card or passport' },
      { de: 'Ein biometrisches Passfoto', en: 'A biometric photo' },
    ],
    ...counter,
  },
  {
    id: 'reisepass',
    title: { de: 'Reisepass beantragen', en: 'Apply for a passport', 'de-simple': 'Neuer Reise-Pass' },
    minutes: 20,
    persons: 5,
    bring: [
      { de: 'Ihren bisherigen Ausweis oder Reisepass', en: 'Your present identity card or passport' },
      { de: 'Ein biometrisches Passfoto', en: 'A biometric photo' },
    ],
    ...counter,
  },
  {
    id: 'ummeldung',
    title: { de: 'Wohnsitz an- oder ummelden', en: 'Register your residence', 'de-simple': 'Neue Wohnung melden' },
    minutes: 15,
    persons: 6,
    bring: [
      { de: 'Die Ausweise aller, die umziehen', en: 'The identity cards of everybody who moves' },
      { de: 'Die Bestätigung der Wohnungsgeberin oder des Wohnungsgebers', en: 'The confirmation of your landlord' },
    ],
    ...counter,
  },
  {
    id: 'fuehrungszeugnis',
    title: { de: 'Führungszeugnis beantragen', en: 'Apply for a certificate of conduct' },
    minutes: 10,
    persons: 1,
    bring: [{ de: 'Ihren Ausweis oder Reisepass', en: 'Your identity card or passport' }],
    ...counter,
  },
  {
    id: 'beglaubigung',
    title: { de: 'Dokument beglaubigen lassen', en: 'Have a document certified' },
    minutes: 10,
    persons: 1,
    bring: [{ de: 'Das Original und die Kopie', en: 'The original and the copy' }],
    ...counter,
  },
  {
    id: 'schuelerfahrkosten',
    title: { de: 'Schülerfahrkosten: Beratung', en: 'Cost of travel to school: advice' },
    minutes: 20,
    persons: 1,
    bring: [{ de: 'Die Schulbescheinigung', en: 'The certificate of the school' }],
    variants: ['counter', 'phone'],
    perPerson: 1,
  },
  {
    id: 'unterhaltsvorschuss',
    title: { de: 'Unterhaltsvorschuss: Antrag und Beratung', en: 'Advance on maintenance payments' },
    minutes: 45,
    persons: 1,
    bring: [{ de: 'Die Geburtsurkunde des Kindes', en: 'The birth certificate of the child' }],
    variants: ['counter', 'phone', 'video'],
    perPerson: 1,
  },
  {
    id: 'beistandschaft',
    title: { de: 'Beistandschaft: Beratung', en: 'Legal support for your child: advice' },
    minutes: 45,
    persons: 1,
    bring: [{ de: 'Die Geburtsurkunde des Kindes', en: 'The birth certificate of the child' }],
    variants: ['counter', 'phone', 'video'],
    perPerson: 1,
  },
  {
    id: 'elternbeitraege',
    title: { de: 'Elternbeiträge und Tagespflege: Beratung', en: 'Fees for day care: advice' },
    minutes: 30,
    persons: 1,
    bring: [{ de: 'Nachweise über Ihr Einkommen', en: 'Proof of your income' }],
    variants: ['counter', 'phone'],
    perPerson: 1,
  },
  {
    id: 'sperrgut-abholung',
    title: { de: 'Abholung von Sperrgut', en: 'Bulky waste collection', 'de-simple': 'Wir holen große Sachen ab' },
    minutes: 240,
    persons: 1,
    bring: [],
    variants: ['counter'],
    perPerson: 10,
    byApplication: true,
  },
]
