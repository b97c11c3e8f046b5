import { html } from 'lit'
import type { ComponentExamples } from '../gallery/example.ts'
import { notification } from './notification.ts'

export const notificationExamples: ComponentExamples = {
  component: 'notification',
  examples: [
    {
      name: 'info',
      render: () =>
        notification({
          title: 'Sie brauchen dafür etwa zehn Minuten',
          body: 'Ihre Angaben werden zwischengespeichert.',
        }),
    },
    { name: 'success', render: () => notification({ kind: 'success', title: 'Ihre Adresse ist gespeichert' }) },
    {
      name: 'warning',
      render: () =>
        notification({
          kind: 'warning',
          title: 'Ihre Sitzung läuft in fünf Minuten ab',
          body: html`<a href="#">Angemeldet bleiben</a>`,
        }),
    },
    {
      name: 'error',
      render: () =>
        notification({ kind: 'error', title: 'Die Zahlung wurde abgelehnt', body: 'Ihr Konto wurde nicht belastet.' }),
    },
  ],
}
