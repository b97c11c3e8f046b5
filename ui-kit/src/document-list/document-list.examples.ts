import { documentList } from './document-list.ts'
import type { ComponentExamples } from '../gallery/example.ts'
import { tag } from '../tag/tag.ts'

export const documentListExamples: ComponentExamples = {
  component: 'document-list',
  examples: [
    {
      name: 'files',
      render: () =>
        documentList([
          { title: 'Quittung', href: '#', format: 'PDF', bytes: 84_200, date: '2027-05-03' },
          { title: 'Meldebescheinigung', href: '#', format: 'PDF/A', bytes: 1_320_000, aside: tag('Neu', 'info') },
        ]),
    },
  ],
}
