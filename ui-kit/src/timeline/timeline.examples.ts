import type { ComponentExamples } from '../gallery/example.ts'
import { timeline } from './timeline.ts'

export const timelineExamples: ComponentExamples = {
  component: 'timeline',
  examples: [
    {
      name: 'history of a request',
      render: () =>
        timeline([
          {
            at: '2027-05-04T08:12:00Z',
            title: 'Termin bestätigt',
            by: 'Stadtbetrieb',
            kind: 'success',
            body: 'Montag, 10. Mai, ab 7 Uhr.',
          },
          { at: '2027-05-03T12:31:00Z', title: 'Gebühr bezahlt', kind: 'info' },
          { at: '2027-05-03T12:30:00Z', title: 'Antrag eingegangen' },
        ]),
    },
  ],
}
