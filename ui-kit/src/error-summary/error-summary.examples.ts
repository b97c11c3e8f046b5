import { errorSummary } from './error-summary.ts'
import { field } from '../field/field.ts'
import type { ComponentExamples } from '../gallery/example.ts'

export const errorSummaryExamples: ComponentExamples = {
  component: 'error-summary',
  examples: [
    {
      name: 'with fields',
      values: { email: 'anna@' },
      problems: [
        { pointer: '/name', code: 'required' },
        { pointer: '/email', code: 'format-email' },
        { pointer: '/birthday/month', code: 'required' },
      ],
      render: () => [
        errorSummary(),
        field.text({ name: 'name', label: 'Familienname' }),
        field.email({ name: 'email', label: 'E-Mail-Adresse' }),
        field.date({ name: 'birthday', label: 'Geburtsdatum' }),
      ],
    },
    {
      name: 'with no field',
      values: { email: 'anna@example.org' },
      problems: [{ pointer: '', code: 'too-many-requests', params: { seconds: 30 } }],
      render: () => [errorSummary(), field.email({ name: 'email', label: 'E-Mail-Adresse' })],
    },
  ],
}
