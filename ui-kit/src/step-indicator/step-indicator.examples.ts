import type { ComponentExamples } from '../gallery/example.ts'
import { stepIndicator } from './step-indicator.ts'

const steps = [
  { label: 'Adresse', href: '#1' },
  { label: 'Gegenstände', href: '#2' },
  { label: 'Termin', href: '#3' },
  { label: 'Prüfen' },
  { label: 'Bezahlen' },
]

export const stepIndicatorExamples: ComponentExamples = {
  component: 'step-indicator',
  examples: [
    { name: 'first step', render: () => stepIndicator({ steps, current: 0 }) },
    { name: 'in the middle', render: () => stepIndicator({ steps, current: 2 }) },
    { name: 'last step', render: () => stepIndicator({ steps, current: 4 }) },
  ],
}
