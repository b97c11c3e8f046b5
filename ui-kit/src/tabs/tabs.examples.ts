import type { ComponentExamples } from '../gallery/example.ts'
import { tabs } from './tabs.ts'

export const tabsExamples: ComponentExamples = {
  component: 'tabs',
  examples: [
    {
      name: 'with counts',
      render: () =>
        tabs(
          [
            { label: 'Meine Vorgänge', href: '#', current: true, count: 4 },
            { label: 'Nicht zugewiesen', href: '#', count: 17 },
            { label: 'Alle', href: '#' },
          ],
          'Ansichten',
        ),
    },
  ],
}
