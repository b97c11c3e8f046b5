import { button, buttonGrid, buttonGroup } from './button.ts'
import type { ComponentExamples } from '../gallery/example.ts'

export const buttonExamples: ComponentExamples = {
  component: 'button',
  examples: [
    { name: 'submit', render: () => button.submit('Weiter') },
    { name: 'submit with icon', render: () => button.submit('Antrag starten', { icon: 'arrow', href: '#' }) },
    { name: 'secondary', render: () => button.secondary('Entwurf speichern', { formnovalidate: true }) },
    { name: 'warning', render: () => button.warning('Konto löschen', { icon: 'remove' }) },
    { name: 'link', render: () => button.link('Abbrechen') },
    { name: 'disabled', render: () => button.submit('Wird gesendet …', { disabled: true }) },
    {
      name: 'group',
      render: () => buttonGroup(button.submit('Absenden'), button.secondary('Zurück'), button.link('Abbrechen')),
    },
    {
      name: 'grid',
      render: () => buttonGrid(...['08:00', '08:10', '08:20', '08:30', '08:40'].map((time) => button.secondary(time))),
    },
  ],
}
