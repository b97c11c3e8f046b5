import { backLink } from './back-link.ts'
import type { ComponentExamples } from '../gallery/example.ts'

export const backLinkExamples: ComponentExamples = {
  component: 'back-link',
  examples: [{ name: 'default', render: () => backLink('#') }],
}
