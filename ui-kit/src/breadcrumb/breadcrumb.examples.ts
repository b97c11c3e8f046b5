import { breadcrumb } from './breadcrumb.ts'
import type { ComponentExamples } from '../gallery/example.ts'

export const breadcrumbExamples: ComponentExamples = {
  component: 'breadcrumb',
  examples: [
    {
      name: 'three levels',
      render: () =>
        breadcrumb([{ label: 'Start', href: '#' }, { label: 'Abfall', href: '#' }, { label: 'Sperrgut anmelden' }]),
    },
  ],
}
