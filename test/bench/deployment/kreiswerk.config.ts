import { defineDeployment, env } from '@kreiswerk/core'
import appointments from '@kreiswerk/appointments'
import feedback from '@kreiswerk/feedback'
import onlineService from '@kreiswerk/online-service'
import { meldebescheinigung, sperrgut } from '@kreiswerk/online-service/services'
import filing from './filing/plugin.ts'
import { offices, services } from './offices.ts'

export default defineDeployment({
  name: 'Stadt Musterstadt',
  land: 'DE-NW',
  languages: ['de', 'en', 'de-simple'],
  texts: './texts',
  units: {
    id: 'stadt',
    name: 'Stadt Musterstadt',
    units: [
      { id: 'fb32', name: 'Ordnung' },
      { id: 'fb70', name: 'Abfall' },
    ],
  },
  roles: { Sachbearbeitung: ['online-service.read', 'filing.file'] },
  database: env('DATABASE_URL', 'sqlite:./data/portal.db'),
  mailFrom: 'portal@musterstadt.example',
  // The load comes from one address.
  networkLimits: 'lifted',
  identity: [],
  plugins: [
    onlineService({
      trackingPrefix: 'MS',
      authority: { name: 'Stadt Musterstadt', lines: ['Rathaus', '12345 Musterstadt'] },
      specimen: '',
      services: [
        sperrgut({ unit: 'stadt/fb70/' }),
        meldebescheinigung({ unit: 'stadt/fb32/', authority: 'Stadt Musterstadt' }),
      ],
    }),
    appointments({
      // What a hold costs is measured, not how people are slowed down.
      proofOfWork: null,
      offices,
      services,
    }),
    feedback(),
    filing(),
  ],
})
