import { definitionList } from './definition-list.ts'
import { formatDateTime } from '../format.ts'
import type { ComponentExamples } from '../gallery/example.ts'

export const definitionListExamples: ComponentExamples = {
  component: 'definition-list',
  examples: [
    {
      name: 'facts',
      render: () =>
        definitionList([
          { term: 'Zuständig', description: 'Aachener Stadtbetrieb' },
          { term: 'Eingang', description: formatDateTime('2027-05-03T12:30:00Z') },
          { term: 'Kassenzeichen', description: '27.0311.4711-0' },
        ]),
    },
  ],
}
