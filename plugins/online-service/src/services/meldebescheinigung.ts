import { dayInWords } from '../service/day.ts'
import { defineService } from '../service/defineService.ts'
import type { Service } from '../service/defineService.ts'

/** What a municipality decides about its certificates of registration. */
export interface MeldebescheinigungSettings {
  /** Responsible organisation unit, e.g. `aachen/fb12/`. */
  unit: string
  /** The registration authority as it names itself in certificates, e.g. `Stadt Aachen, Bürgerservice`. */
  authority: string
  /** Cents for the simple certificate; 12,00 € unless told. */
  simpleFee?: number
  /** Cents for the extended certificate; 15,00 € unless told. */
  extendedFee?: number
}

const civilStatus = [
  { value: 'single', label: { de: 'ledig', en: 'single' } },
  { value: 'married', label: { de: 'verheiratet', en: 'married' } },
  { value: 'partnership', label: { de: 'in eingetragener Lebenspartnerschaft', en: 'in a civil partnership' } },
  { value: 'divorced', label: { de: 'geschieden', en: 'divorced' } },
  { value: 'widowed', label: { de: 'verwitwet', en: 'widowed' } },
] as const

const dwellings = [
  { value: 'only', label: { de: 'alleinige Wohnung', en: 'only residence' } },
  { value: 'main', label: { de: 'Hauptwohnung', en: 'main residence' } },
  { value: 'secondary', label: { de: 'Nebenwohnung', en: 'secondary residence' } },
] as const

const germanLabel = (options: readonly { value: string; label: { de: string } }[], value: string | undefined) =>
  options.find((option) => option.value === value)?.label.de ?? ''

/** Certificate of registration for the person who is logged in (§ 18 BMG): simple or extended, as a PDF to check online. */
export function meldebescheinigung(settings: MeldebescheinigungSettings): Service {
  const { unit, authority, simpleFee = 1_200, extendedFee = 1_500 } = settings
  const onlyExtended = { field: 'scope', is: 'extended' } as const
  return defineService({
    id: 'meldebescheinigung',
    version: '1.0.0',
    title: {
      de: 'Meldebescheinigung',
      en: 'Certificate of registration',
      'de-simple': 'Bescheinigung: Hier wohne ich',
    },
    summary: {
      de: 'Beantragen Sie eine Bescheinigung, dass Sie in der Stadt gemeldet sind.',
      en: 'Apply for a certificate that you are registered in the city.',
      'de-simple': 'Sie brauchen ein Papier. Darauf steht: Hier wohnen Sie.',
    },
    needs: [
      {
        de: 'Ihren Online-Ausweis (Vertrauensniveau „hoch“)',
        en: 'your online ID card (trust level “high”)',
        'de-simple': 'Ihren Ausweis mit der Online-Funktion',
      },
      { de: 'ein Zahlungsmittel', en: 'a means of payment', 'de-simple': 'eine Karte zum Bezahlen' },
    ],
    duration: {
      de: 'in der Regel 2 Werktage',
      en: 'usually 2 working days',
      'de-simple': 'Es dauert ungefähr 2 Tage.',
    },
    unit,
    trust: 'hoch',
    legalBasis: ['BMG § 18'],
    retention: { draft: 'P14D', granted: 'P1Y', refused: 'P1Y' },
    fields: {
      familyName: {
        kind: 'text',
        label: { de: 'Familienname', en: 'Family name', 'de-simple': 'Nachname' },
        purpose: 'decision',
        autocomplete: 'family-name',
        prefill: 'familyName',
        maxLength: 120,
      },
      givenNames: {
        kind: 'text',
        label: { de: 'Vornamen', en: 'Given names', 'de-simple': 'Vornamen' },
        purpose: 'decision',
        autocomplete: 'given-name',
        prefill: 'givenNames',
        maxLength: 120,
      },
      dateOfBirth: {
        kind: 'date',
        label: { de: 'Geburtsdatum', en: 'Date of birth', 'de-simple': 'Wann sind Sie geboren?' },
        purpose: 'decision',
        autocomplete: 'bday',
        prefill: 'dateOfBirth',
        earliest: '1900-01-01',
        latest: { days: 0 },
      },
      address: {
        kind: 'address',
        label: { de: 'Gemeldete Anschrift', en: 'Registered address', 'de-simple': 'Hier wohnen Sie' },
        purpose: 'decision',
        prefill: 'address',
      },
      dwelling: {
        kind: 'choice',
        label: { de: 'Diese Wohnung ist Ihre', en: 'This dwelling is your', 'de-simple': 'Diese Wohnung ist' },
        purpose: 'decision',
        options: dwellings,
      },
      scope: {
        kind: 'choice',
        label: { de: 'Welche Bescheinigung brauchen Sie?', en: 'Which certificate do you need?' },
        purpose: 'decision',
        options: [
          {
            value: 'simple',
            label: { de: 'Einfache Meldebescheinigung', en: 'Simple certificate' },
            hint: {
              de: 'Name, Geburtsdatum und Anschrift (§ 18 Abs. 1 BMG)',
              en: 'Name, date of birth and address (section 18 (1) BMG)',
            },
          },
          {
            value: 'extended',
            label: { de: 'Erweiterte Meldebescheinigung', en: 'Extended certificate' },
            hint: {
              de: 'zusätzlich Familienstand, Staatsangehörigkeit und Einzugsdatum (§ 18 Abs. 2 BMG)',
              en: 'with civil status, nationality and date of moving in (section 18 (2) BMG)',
            },
          },
        ],
      },
      civilStatus: {
        kind: 'choice',
        label: { de: 'Familienstand', en: 'Civil status' },
        purpose: 'decision',
        options: civilStatus,
        when: onlyExtended,
      },
      nationality: {
        kind: 'text',
        label: { de: 'Staatsangehörigkeit', en: 'Nationality' },
        purpose: 'decision',
        maxLength: 80,
        when: onlyExtended,
      },
      movedIn: {
        kind: 'date',
        label: { de: 'Eingezogen am', en: 'Moved in on' },
        purpose: 'decision',
        earliest: '1900-01-01',
        latest: { days: 0 },
        when: onlyExtended,
      },
      statusProof: {
        kind: 'file',
        label: {
          de: 'Urkunde zum Familienstand',
          en: 'Document about your civil status',
          'de-simple': 'Papier zum Familien·stand',
        },
        hint: {
          de: 'Nur wenn sich Ihr Familienstand in den letzten drei Monaten geändert hat, zum Beispiel die Eheurkunde.',
          en: 'Only if your civil status has changed within the last three months, for example the marriage certificate.',
          'de-simple': 'Haben Sie gerade geheiratet? Dann schicken Sie uns bitte die Heirats·urkunde.',
        },
        purpose: 'decision',
        optional: true,
        when: onlyExtended,
        accept: ['application/pdf', 'image/jpeg', 'image/png'],
        maxFiles: 2,
      },
      reason: {
        kind: 'text',
        label: { de: 'Wofür brauchen Sie die Bescheinigung?', en: 'What do you need the certificate for?' },
        hint: {
          de: 'Zum Beispiel: Führerschein, Eheschließung, Bank. Steht nicht auf der Bescheinigung.',
          en: 'For example: driving licence, marriage, bank. Not printed on the certificate.',
          'de-simple': 'Zum Beispiel: für den Führer·schein. Das steht nicht auf dem Papier.',
        },
        purpose: 'decision',
        optional: true,
        maxLength: 200,
      },
    },
    pages: [
      {
        id: 'person',
        title: { de: 'Angaben zur Person', en: 'About you', 'de-simple': 'Wer sind Sie?' },
        fields: ['familyName', 'givenNames', 'dateOfBirth', 'address', 'dwelling'],
      },
      {
        id: 'bescheinigung',
        title: { de: 'Ihre Bescheinigung', en: 'Your certificate', 'de-simple': 'Welches Papier brauchen Sie?' },
        fields: ['scope', 'civilStatus', 'nationality', 'movedIn', 'statusProof', 'reason'],
      },
    ],
    fee: ({ scope }) => [
      scope === 'extended'
        ? {
            label: { de: 'Erweiterte Meldebescheinigung', en: 'Extended certificate' },
            quantity: 1,
            unitAmount: extendedFee,
          }
        : {
            label: { de: 'Einfache Meldebescheinigung', en: 'Simple certificate' },
            quantity: 1,
            unitAmount: simpleFee,
          },
    ],
    outputs: [
      {
        id: 'bescheinigung',
        kind: 'certificate',
        title: { de: 'Meldebescheinigung', en: 'Certificate of registration' },
        compose: (answers) => ({
          title: answers.scope === 'extended' ? 'Erweiterte Meldebescheinigung' : 'Meldebescheinigung',
          body: [
            `${authority} bescheinigt, dass die unten genannte Person im Melderegister mit den folgenden Angaben verzeichnet ist.`,
          ],
          table: [
            { label: 'Familienname', value: answers.familyName },
            { label: 'Vornamen', value: answers.givenNames },
            { label: 'Geburtsdatum', value: dayInWords(answers.dateOfBirth) },
            {
              label: 'Anschrift',
              value: `${answers.address.street} ${answers.address.houseNumber}, ${answers.address.postalCode} ${answers.address.city}`,
            },
            { label: 'Art der Wohnung', value: germanLabel(dwellings, answers.dwelling) },
            ...(answers.scope === 'extended'
              ? [
                  { label: 'Familienstand', value: germanLabel(civilStatus, answers.civilStatus) },
                  { label: 'Staatsangehörigkeit', value: answers.nationality ?? '' },
                  { label: 'Einzugsdatum', value: answers.movedIn === undefined ? '' : dayInWords(answers.movedIn) },
                ]
              : []),
          ],
          closing: [
            `Diese Bescheinigung beruht auf § 18 Abs. ${answers.scope === 'extended' ? 2 : 1} des Bundesmeldegesetzes (BMG).`,
          ],
        }),
      },
    ],
    examples: [
      {
        name: 'simple',
        on: '2026-11-23',
        answers: {
          familyName: 'Mustermann',
          givenNames: 'Erika',
          dateOfBirth: '1984-08-12',
          address: { street: 'Krämerstraße', houseNumber: '2', postalCode: '52062', city: 'Aachen' },
          dwelling: 'main',
          scope: 'simple',
        },
        fee: simpleFee,
      },
      {
        name: 'extended',
        on: '2026-11-23',
        answers: {
          familyName: 'Mustermann',
          givenNames: 'Erika',
          dateOfBirth: '1984-08-12',
          address: { street: 'Krämerstraße', houseNumber: '2', postalCode: '52062', city: 'Aachen' },
          dwelling: 'only',
          scope: 'extended',
          civilStatus: 'married',
          nationality: 'deutsch',
          movedIn: '2015-03-01',
          reason: 'Führerschein',
        },
        fee: extendedFee,
      },
    ],
  })
}
