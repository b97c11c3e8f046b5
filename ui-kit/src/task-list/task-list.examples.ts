import type { ComponentExamples } from '../gallery/example.ts'
import { taskList } from './task-list.ts'

export const taskListExamples: ComponentExamples = {
  component: 'task-list',
  examples: [
    {
      name: 'in progress',
      render: () =>
        taskList([
          { title: 'Angaben zur Person', href: '#', status: { label: 'Erledigt', kind: 'success' } },
          { title: 'Wohnung', hint: 'Dauert etwa drei Minuten.', href: '#', status: { label: 'Offen', kind: 'info' } },
          { title: 'Absenden', status: { label: 'Noch nicht möglich' } },
        ]),
    },
  ],
}
