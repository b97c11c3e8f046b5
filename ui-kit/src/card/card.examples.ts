import { card, cardGrid, serviceCard } from './card.ts'
import type { ComponentExamples } from '../gallery/example.ts'

export const cardExamples: ComponentExamples = {
  component: 'card',
  examples: [
    {
      name: 'services',
      render: () =>
        cardGrid(
          serviceCard({
            title: 'Sperrgut anmelden',
            href: '#',
            icon: 'calendar',
            description: 'Lassen Sie große Gegenstände an einem Tag Ihrer Wahl abholen.',
            fee: 'ab 20 Euro',
            duration: 'etwa 5 Minuten',
          }),
          serviceCard({
            title: 'Meldebescheinigung',
            href: '#',
            icon: 'document',
            description: 'Bestätigt, dass Sie in der Stadt gemeldet sind.',
            fee: '9 Euro',
            duration: 'sofort',
            login: 'Online-Ausweis',
          }),
          serviceCard({
            title: 'Barriere melden',
            href: '#',
            icon: 'info',
            description: 'Sagen Sie uns, was Sie an dieser Seite behindert.',
            fee: 'kostenlos',
          }),
        ),
    },
    {
      name: 'without link',
      render: () => card({ title: 'Öffnungszeiten', level: 3, body: 'Montag bis Freitag, 8 bis 16 Uhr' }),
    },
  ],
}
