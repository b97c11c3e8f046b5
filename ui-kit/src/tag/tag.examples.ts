import type { ComponentExamples } from '../gallery/example.ts'
import { badge, tag } from './tag.ts'

export const tagExamples: ComponentExamples = {
  component: 'tag',
  examples: [
    { name: 'neutral', render: () => tag('Entwurf') },
    { name: 'info', render: () => tag('Eingegangen', 'info') },
    { name: 'success', render: () => tag('Bewilligt', 'success') },
    { name: 'warning', render: () => tag('Rückfrage', 'warning') },
    { name: 'error', render: () => tag('Abgelehnt', 'error') },
    { name: 'badge', render: () => badge(12, 'neue Nachrichten') },
  ],
}
