import type { ComponentExamples } from '../gallery/example.ts'
import { formatDate, formatMoney } from '../format.ts'
import { summaryList } from './summary-list.ts'

export const summaryListExamples: ComponentExamples = {
  component: 'summary-list',
  examples: [
    {
      name: 'with change links',
      render: () =>
        summaryList({
          title: 'Abholung',
          changeHref: '#',
          rows: [
            { label: 'Adresse', value: 'Lagerhausstraße 20\n52064 Aachen', changeHref: '#' },
            { label: 'Gegenstände', value: 'Sofa, Regal, Kühlschrank', changeHref: '#' },
            { label: 'Wunschtermin', value: formatDate('2027-05-03'), changeHref: '#' },
            { label: 'Telefon', value: undefined, changeHref: '#' },
          ],
        }),
    },
    { name: 'plain', render: () => summaryList({ rows: [{ label: 'Gebühr', value: formatMoney(3550) }] }) },
  ],
}
