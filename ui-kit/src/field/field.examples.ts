import { html } from 'lit'
import { field } from './field.ts'
import type { ComponentExamples, Example } from '../gallery/example.ts'
import { group } from '../fieldset/fieldset.ts'

const required = (name: string) => [{ pointer: `/${name}`, code: 'required' }]

const photos = { accept: ['image/jpeg', 'image/png'], maxMebibytes: 10, maxFiles: 3, attach: 'attach' }

const textExamples: Example[] = [
  { name: 'text', render: () => field.text({ name: 'name', label: 'Familienname', autocomplete: 'family-name' }) },
  {
    name: 'text with hint, optional',
    render: () =>
      field.text({
        name: 'floor',
        label: 'Stockwerk',
        hint: 'Zum Beispiel „2. OG links“.',
        optional: true,
        width: 's',
      }),
  },
  {
    name: 'text with error',
    values: { name: '' },
    problems: required('name'),
    render: () => field.text({ name: 'name', label: 'Familienname', hint: 'Wie im Ausweis.' }),
  },
  {
    name: 'text as heading',
    render: () => field.text({ name: 'file', label: 'Wie lautet Ihr Aktenzeichen?', heading: true }),
  },
  {
    name: 'side by side',
    render: () =>
      group(
        field.text({ name: 'given', label: 'Vorname', autocomplete: 'given-name' }),
        field.text({ name: 'family', label: 'Familienname', autocomplete: 'family-name' }),
      ),
  },
  {
    name: 'email with wrong value',
    values: { email: 'anna@' },
    problems: [{ pointer: '/email', code: 'format-email' }],
    render: () => field.email({ name: 'email', label: 'E-Mail-Adresse' }),
  },
  { name: 'tel', render: () => field.tel({ name: 'phone', label: 'Telefonnummer', optional: true }) },
  {
    name: 'number out of range',
    values: { persons: '0' },
    problems: [{ pointer: '/persons', code: 'minimum', params: { limit: 1 } }],
    render: () => field.number({ name: 'persons', label: 'Personen im Haushalt' }),
  },
  { name: 'money', values: { rent: 64_050 }, render: () => field.money({ name: 'rent', label: 'Kaltmiete im Monat' }) },
  { name: 'password', render: () => field.password({ name: 'password', label: 'Passwort' }) },
  {
    name: 'code',
    render: () => field.code({ name: 'code', label: 'Code aus der App', hint: 'Sechs Ziffern.', maxlength: 6 }),
  },
  {
    name: 'iso date',
    values: { day: '2027-05-03' },
    render: () => field.isoDate({ name: 'day', label: 'Wiedervorlage' }),
  },
  {
    name: 'textarea',
    values: { text: 'Zeile 1\nZeile 2' },
    render: () => field.textarea({ name: 'text', label: 'Begründung' }),
  },
  {
    name: 'textarea with limit and error',
    values: { text: 'zu' },
    problems: [{ pointer: '/text', code: 'minLength', params: { limit: 5 } }],
    render: () => field.textarea({ name: 'text', label: 'Was ist passiert?', maxlength: 500 }),
  },
]

const choiceExamples: Example[] = [
  {
    name: 'select',
    values: { country: 'NL' },
    render: () =>
      field.select({
        name: 'country',
        label: 'Staat',
        options: [
          { value: 'DE', label: 'Deutschland' },
          { value: 'NL', label: 'Niederlande' },
          { value: 'BE', label: 'Belgien' },
        ],
      }),
  },
  {
    name: 'select with error',
    problems: required('district'),
    render: () => field.select({ name: 'district', label: 'Stadtbezirk', options: ['Brand', 'Eilendorf', 'Haaren'] }),
  },
  {
    name: 'radios',
    values: { delivery: 'mail' },
    render: () =>
      field.radios({
        name: 'delivery',
        label: 'Wie möchten Sie das Dokument bekommen?',
        options: [
          { value: 'online', label: 'Als Datei', hint: 'Sofort nach der Entscheidung in Ihrem Konto.' },
          { value: 'mail', label: 'Mit der Post', hint: 'Dauert etwa drei Tage.' },
        ],
      }),
  },
  {
    name: 'radios inline with error',
    problems: required('married'),
    render: () =>
      field.radios({
        name: 'married',
        label: 'Sind Sie verheiratet?',
        inline: true,
        options: [
          { value: 'yes', label: 'Ja' },
          { value: 'no', label: 'Nein' },
        ],
      }),
  },
  {
    name: 'radios with revealed field',
    values: { contact: 'phone' },
    render: () =>
      field.radios({
        name: 'contact',
        label: 'Wie erreichen wir Sie?',
        options: [
          {
            value: 'email',
            label: 'Per E-Mail',
            reveal: () => field.email({ name: 'email', label: 'E-Mail-Adresse' }),
          },
          { value: 'phone', label: 'Per Telefon', reveal: () => field.tel({ name: 'phone', label: 'Telefonnummer' }) },
        ],
      }),
  },
  {
    name: 'checkboxes',
    values: { items: ['sofa', 'shelf'] },
    render: () =>
      field.checkboxes({
        name: 'items',
        label: 'Was soll abgeholt werden?',
        hint: 'Wählen Sie alles aus, was zutrifft.',
        options: [
          { value: 'sofa', label: 'Sofa' },
          { value: 'shelf', label: 'Regal' },
          { value: 'fridge', label: 'Kühlschrank', hint: 'Bitte leer und abgetaut bereitstellen.' },
        ],
      }),
  },
  {
    name: 'checkboxes with error',
    problems: [{ pointer: '/days', code: 'minItems', params: { limit: 1 } }],
    render: () =>
      field.checkboxes({ name: 'days', label: 'Wann passt es Ihnen?', options: ['Montag', 'Mittwoch', 'Freitag'] }),
  },
  {
    name: 'checkbox',
    render: () => field.checkbox({ name: 'news', label: 'Benachrichtigen Sie mich per E-Mail.', optional: true }),
  },
  {
    name: 'checkbox with error',
    problems: required('consent'),
    render: () => field.checkbox({ name: 'consent', label: 'Ich habe die Hinweise zum Datenschutz gelesen.' }),
  },
]

const compositeExamples: Example[] = [
  {
    name: 'date',
    values: { birthday: '1984-02-29' },
    render: () =>
      field.date({ name: 'birthday', label: 'Geburtsdatum', hint: 'Zum Beispiel 31 3 1980.', autocomplete: 'bday' }),
  },
  {
    name: 'date with error',
    values: { wish: '2027-02-31' },
    problems: [{ pointer: '/wish', code: 'format-date' }],
    render: () => field.date({ name: 'wish', label: 'Wunschtermin' }),
  },
  {
    name: 'file',
    render: () =>
      field.file({
        name: 'proof',
        label: 'Nachweis',
        hint: 'PDF oder Foto.',
        accept: ['application/pdf', 'image/*'],
        maxBytes: 1e7,
      }),
  },
  {
    name: 'file with error',
    problems: required('proof'),
    render: () => field.file({ name: 'proof', label: 'Nachweis' }),
  },
  {
    name: 'files',
    render: () => field.files({ name: 'photos', label: 'Fotos', hint: 'Vom Schaden.', ...photos, files: [] }),
  },
  {
    name: 'files, some attached',
    problems: [{ pointer: '/photos', code: 'file-empty', params: { name: 'leer.png' } }],
    render: () =>
      field.files({
        name: 'photos',
        label: 'Fotos',
        ...photos,
        files: [
          { name: 'dach.jpg', bytes: 2_400_000, remove: 'remove:1', state: { label: 'geprüft', kind: 'success' } },
          {
            name: 'ein-foto-mit-einem-sehr-langen-namen-vom-telefon-2026-11-25.jpg',
            bytes: 310_000,
            remove: 'remove:2',
            state: { label: 'zurückgewiesen', kind: 'error' },
            note: 'Die Datei ist nicht sicher. Entfernen Sie sie bitte.',
          },
        ],
      }),
  },
  {
    name: 'address',
    values: { home: { street: 'Lagerhausstraße', houseNumber: '20', postalCode: '52064', city: 'Aachen' } },
    render: () => field.address({ name: 'home', label: 'Wo wohnen Sie?' }),
  },
  {
    name: 'address with error in one part',
    values: { home: { street: 'Lagerhausstraße', houseNumber: '20', city: 'Aachen' } },
    problems: required('home/postalCode'),
    render: () => field.address({ name: 'home', label: 'Wo wohnen Sie?' }),
  },
  {
    name: 'hidden',
    render: () => html`<p>${field.hidden({ name: 'draft', value: '7' })}Hier ist ein unsichtbares Feld.</p>`,
  },
]

export const fieldExamples: ComponentExamples = {
  component: 'field',
  examples: [...textExamples, ...choiceExamples, ...compositeExamples],
}
