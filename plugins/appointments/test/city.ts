import appointments from '../src/plugin.ts'
import type { ConfiguredOffice } from '../src/catalogue/settings.ts'
import type { Service } from '../src/office/office.ts'

export const passport: Service = {
  id: 'reisepass',
  title: { de: 'Reisepass beantragen', en: 'Apply for a passport' },
  minutes: 20,
  bring: [{ de: 'Ein Foto, nicht älter als ein Jahr', en: 'A photo, not older than a year' }],
  variants: ['counter'],
  persons: 4,
  perPerson: 1,
}

export const registration: Service = {
  id: 'ummeldung',
  title: { de: 'Wohnsitz ummelden' },
  minutes: 15,
  bring: [{ de: 'Bestätigung der Wohnungsgeberin oder des Wohnungsgebers' }],
  variants: ['counter', 'video'],
  persons: 6,
  perPerson: 2,
}

const weekdays = [1, 2, 3, 4, 5]

/** Two desks of which one is open to everybody, on weekdays from 8 to 12. */
export const station: ConfiguredOffice = {
  id: 'bahnhof',
  name: { de: 'Bürgerservice Bahnhof' },
  unit: 'stadt/fb32/',
  address: 'Bahnhofplatz 2, 52064 Teststadt',
  timeZone: 'Europe/Berlin',
  groups: [
    {
      id: 'schalter',
      name: { de: 'Schalter' },
      lanes: 2,
      services: ['reisepass', 'ummeldung'],
      variants: ['counter', 'video'],
      walkIn: true,
    },
  ],
  rules: weekdays.map((weekday) => ({
    group: 'schalter',
    weekday,
    from: '08:00',
    to: '12:00',
    publicLanes: 1,
    internalLanes: 1,
  })),
}

export const townHall: ConfiguredOffice = {
  ...station,
  id: 'katschhof',
  name: { de: 'Bürgerservice Katschhof' },
  address: 'Johannes-Paul-II.-Straße 1, 52062 Teststadt',
  rules: [{ group: 'schalter', weekday: 2, from: '09:00', to: '10:00', publicLanes: 2, internalLanes: 0 }],
}

/** The plugin with two offices and two services. */
export const testAppointments = (settings: Parameters<typeof appointments>[0] = {}) =>
  appointments({ offices: [station, townHall], services: [passport, registration], ...settings })
