import type { ConfiguredOffice, Service } from '@kreiswerk/appointments/contract'

const weekdays = [1, 2, 3, 4, 5, 6, 7]

/** Twenty offices of ten desks each, open every day from 8 to 18. */
export const offices: ConfiguredOffice[] = Array.from({ length: 20 }, (_, number) => ({
  id: `amt-${number + 1}`,
  name: { de: `Bürgeramt ${number + 1}` },
  unit: 'stadt/fb32/',
  address: `Hauptstraße ${number + 1}, 12345 Musterstadt`,
  timeZone: 'Europe/Berlin',
  groups: [{ id: 'schalter', name: { de: 'Schalter' }, lanes: 10, services: ['reisepass'], variants: ['counter'] }],
  rules: weekdays.map((weekday) => ({
    group: 'schalter',
    weekday,
    from: '08:00',
    to: '18:00',
    publicLanes: 10,
    internalLanes: 0,
  })),
}))

export const services: Service[] = [
  {
    id: 'reisepass',
    title: { de: 'Reisepass beantragen' },
    minutes: 20,
    bring: [{ de: 'Ein Foto' }],
    variants: ['counter'],
    persons: 4,
    perPerson: 1,
  },
]
