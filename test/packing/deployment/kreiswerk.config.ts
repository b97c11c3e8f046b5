import { defineDeployment, env } from '@kreiswerk/core'
import feedback from '@kreiswerk/feedback'
import hello from 'kreiswerk-hello'

export default defineDeployment({
  name: 'Stadt Musterstadt',
  land: 'DE-NW',
  languages: ['de'],
  texts: './texts',
  units: { id: 'musterstadt', name: 'Stadt Musterstadt' },
  roles: { clerk: ['feedback.read'] },
  database: env('DATABASE_URL', 'sqlite:./data/portal.db'),
  mailFrom: 'portal@musterstadt.example',
  identity: [],
  plugins: [feedback(), hello({ contact: env('CONTACT', 'rathaus@musterstadt.example') })],
})
