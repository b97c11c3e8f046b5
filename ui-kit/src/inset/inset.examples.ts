import { html } from 'lit'
import type { ComponentExamples } from '../gallery/example.ts'
import { inset } from './inset.ts'

export const insetExamples: ComponentExamples = {
  component: 'inset',
  examples: [
    {
      name: 'text',
      render: () => inset(html`<p>Die Gebühr richtet sich nach dem Volumen: je angefangener Kubikmeter 10 Euro.</p>`),
    },
  ],
}
