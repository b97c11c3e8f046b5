import { html } from 'lit'
import { confirmation } from './confirmation.ts'
import type { ComponentExamples } from '../gallery/example.ts'

export const confirmationExamples: ComponentExamples = {
  component: 'confirmation',
  examples: [
    {
      name: 'with reference',
      render: () =>
        confirmation(
          'Ihr Antrag ist angekommen',
          html`<p>Ihre Vorgangsnummer: <span class="kw-reference">SPG-2027-4711</span></p>
            <p>Wir haben Ihnen eine Bestätigung per E-Mail geschickt.</p>`,
        ),
    },
    { name: 'plain', render: () => confirmation('Vielen Dank für Ihre Meldung') },
  ],
}
