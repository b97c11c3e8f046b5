import { defineDeployment } from '@kreiswerk/core'
import appointments from '@kreiswerk/appointments'
import type { ConfiguredOffice, Service } from '@kreiswerk/appointments/contract'

const townHall: ConfiguredOffice = {
  id: 'rathaus',
  name: { de: 'Rathaus' },
  unit: 'musterstadt/',
  address: 'Markt 1, 12345 Musterstadt',
  timeZone: 'Europe/Berlin',
  groups: [{ id: 'schalter', name: { de: 'Schalter' }, lanes: 2, services: ['reisepass'], variants: ['counter'] }],
  rules: [1, 2, 3, 4, 5].map((weekday) => ({
    group: 'schalter',
    weekday,
    from: '08:00',
    to: '16:00',
    publicLanes: 2,
    internalLanes: 0,
  })),
}

const passport: Service = {
  id: 'reisepass',
  title: { de: 'Reisepass beantragen' },
  minutes: 20,
  bring: [],
  variants: ['counter'],
  persons: 4,
  perPerson: 1,
}

export default defineDeployment({
  name: 'Stadt Musterstadt',
  land: 'DE-NW',
  languages: ['de'],
  texts: './texts',
  units: { id: 'musterstadt', name: 'Stadt Musterstadt' },
  roles: {},
  mailFrom: 'portal@musterstadt.example',
  identity: [],
  plugins: [appointments({ offices: [townHall], services: [passport] })],
})
