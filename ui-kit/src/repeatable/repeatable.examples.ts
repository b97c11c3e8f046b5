import { field } from '../field/field.ts'
import { group } from '../fieldset/fieldset.ts'
import type { ComponentExamples } from '../gallery/example.ts'
import { repeatable } from './repeatable.ts'

const options = {
  name: 'items',
  label: 'Was sollen wir abholen?',
  itemLabel: 'Gegenstand',
  addLabel: 'Weiteren Gegenstand hinzufügen',
  max: 3,
  item: (name: string) =>
    group(
      field.text({ name: `${name}[title]`, label: 'Bezeichnung' }),
      field.number({ name: `${name}[volume]`, label: 'Volumen', suffix: 'm³' }),
    ),
}

export const repeatableExamples: ComponentExamples = {
  component: 'repeatable',
  examples: [
    { name: 'one group', render: () => repeatable(options) },
    {
      name: 'several groups with error',
      values: { items: [{ title: 'Sofa', volume: '2' }, { title: 'Regal' }] },
      problems: [{ pointer: '/items/1/volume', code: 'required' }],
      render: () => repeatable(options),
    },
    {
      name: 'full',
      values: { items: [{ title: 'Sofa' }, { title: 'Regal' }, { title: 'Bett' }] },
      render: () => repeatable(options),
    },
  ],
}
