import { html } from 'lit'
import { details } from './details.ts'
import type { ComponentExamples } from '../gallery/example.ts'

const body = html`<p>Sie finden die Nummer oben rechts auf dem Bescheid, unter dem Datum.</p>`

export const detailsExamples: ComponentExamples = {
  component: 'details',
  examples: [
    { name: 'closed', render: () => details('Wo finde ich die Nummer?', body) },
    { name: 'open', render: () => details('Wo finde ich die Nummer?', body, true) },
  ],
}
