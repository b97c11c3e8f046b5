import { field } from '../field/field.ts'
import { fieldset, group } from './fieldset.ts'
import type { ComponentExamples } from '../gallery/example.ts'

export const fieldsetExamples: ComponentExamples = {
  component: 'fieldset',
  examples: [
    {
      name: 'with hint',
      render: () =>
        fieldset({ legend: 'Angaben zur Person', hint: 'So, wie sie im Ausweis stehen.' }, [
          group(
            field.text({ name: 'given', label: 'Vornamen' }),
            field.text({ name: 'family', label: 'Familienname' }),
          ),
          field.text({ name: 'birthName', label: 'Geburtsname', optional: true }),
        ]),
    },
  ],
}
