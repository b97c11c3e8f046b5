import { button } from '../button/button.ts'
import type { ComponentExamples } from '../gallery/example.ts'
import { hero } from './hero.ts'

export const heroExamples: ComponentExamples = {
  component: 'hero',
  examples: [
    {
      name: 'start page',
      render: () =>
        hero({
          title: 'Was möchten Sie heute erledigen?',
          lead: 'Anträge stellen, Gebühren bezahlen und den Stand verfolgen: rund um die Uhr und von überall.',
          actions: [
            button.submit('Alle Leistungen', { href: '#', icon: 'arrow' }),
            button.secondary('Anmelden', { href: '#' }),
          ],
        }),
    },
  ],
}
