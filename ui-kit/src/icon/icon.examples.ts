import { html } from 'lit'
import type { ComponentExamples } from '../gallery/example.ts'
import { icon, iconNames } from './icon.ts'

export const iconExamples: ComponentExamples = {
  component: 'icon',
  examples: [{ name: 'all', render: () => iconNames.map((name) => html`${icon(name, 'large')} `) }],
}
