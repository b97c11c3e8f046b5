import { fieldKinds } from '../src/field/context.ts'
import type { FieldContext } from '../src/field/kind.ts'
import { defineService } from '../src/service/defineService.ts'

/** A context on a fixed day that numbers new rows. */
export function contextOn(today = '2026-11-23'): FieldContext {
  let rows = 0
  return { kinds: fieldKinds(), today, newRowId: () => `new-${++rows}` }
}

/** A service small enough to see through: a dog, perhaps with a second owner, and its puppies. */
export const dogLicence = defineService({
  id: 'hund',
  version: '1.0.0',
  title: { de: 'Hund anmelden', en: 'Register a dog' },
  summary: { de: 'Melden Sie Ihren Hund an.' },
  unit: 'aachen/fb22/',
  trust: 'basis',
  legalBasis: ['Hundesteuersatzung'],
  retention: { draft: 'P30D', granted: 'P2Y', refused: 'P1Y' },
  fields: {
    name: { kind: 'text', label: { de: 'Name des Hundes' }, purpose: 'decision', maxLength: 20 },
    shared: { kind: 'yesNo', label: { de: 'Gehört er Ihnen gemeinsam?' }, purpose: 'decision' },
    coOwner: {
      kind: 'text',
      label: { de: 'Wem noch?' },
      purpose: 'decision',
      when: { field: 'shared', is: true },
    },
    coOwnerPhone: {
      kind: 'tel',
      label: { de: 'Telefon' },
      purpose: 'contact',
      optional: true,
      when: { field: 'coOwner', isNot: 'unbekannt' },
    },
    puppies: {
      kind: 'list',
      label: { de: 'Welpen' },
      row: { de: 'Welpe' },
      purpose: 'decision',
      min: 1,
      max: 3,
      optional: true,
      fields: {
        size: {
          kind: 'choice',
          label: { de: 'Größe' },
          purpose: 'decision',
          options: [
            { value: 'small', label: { de: 'klein' } },
            { value: 'large', label: { de: 'groß' } },
          ],
        },
        weight: {
          kind: 'number',
          label: { de: 'Gewicht' },
          purpose: 'decision',
          minimum: 1,
          maximum: 90,
          unit: { de: 'kg' },
          when: { field: 'size', is: 'large' },
        },
      },
    },
  },
  pages: [
    { id: 'hund', title: { de: 'Ihr Hund', en: 'Your dog' }, fields: ['name', 'shared'] },
    { id: 'halter', title: { de: 'Wem gehört er?' }, fields: ['coOwner', 'coOwnerPhone'] },
    { id: 'welpen', title: { de: 'Welpen' }, fields: ['puppies'] },
  ],
  fee: ({ puppies = [], coOwner }) => [
    { label: { de: 'Hund' }, quantity: 1, unitAmount: 1_000 },
    { label: { de: 'Welpen' }, quantity: puppies.length, unitAmount: 500 },
    { label: { de: 'Mitinhaber' }, quantity: coOwner === undefined ? 0 : 1, unitAmount: 200 },
  ],
  examples: [{ name: 'one dog', on: '2026-11-23', answers: { name: 'Bello', shared: false }, fee: 1_000 }],
})
