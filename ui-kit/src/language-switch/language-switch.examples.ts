import type { ComponentExamples } from '../gallery/example.ts'
import { languageSwitch } from './language-switch.ts'

export const languageSwitchExamples: ComponentExamples = {
  component: 'language-switch',
  examples: [
    {
      name: 'three languages',
      render: () =>
        languageSwitch(
          [
            { locale: 'de', href: '#', current: true },
            { locale: 'en', href: '#' },
            { locale: 'de-simple', href: '#' },
          ],
          'Beispiel für die Sprachwahl',
        ),
    },
  ],
}
