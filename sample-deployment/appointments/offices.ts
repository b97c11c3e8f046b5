import type { ConfiguredOffice, FirstRule, Variant } from '@kreiswerk/appointments/contract'

const timeZone = 'Europe/Berlin'
const citizensServices = [
  'personalausweis',
  'reisepass',
  'ummeldung',
  'fuehrungszeugnis',
  'beglaubigung',
  'einbuergerung',
]

type Hours = readonly [weekday: number, from: string, to: string]

const rulesFor = (hours: readonly Hours[], publicLanes: number, internalLanes: number): FirstRule[] =>
  hours.map(([weekday, from, to]) => ({ group: 'schalter', weekday, from, to, publicLanes, internalLanes }))

const longHours: readonly Hours[] = [
  [1, '08:00', '18:00'],
  [2, '08:00', '16:00'],
  [3, '08:00', '18:00'],
  [4, '08:00', '16:00'],
  [5, '08:00', '12:30'],
]

const districtHours: readonly Hours[] = [
  [1, '08:00', '12:00'],
  [1, '14:00', '16:00'],
  [2, '08:00', '12:00'],
  [3, '08:00', '12:00'],
  [3, '14:00', '17:30'],
  [4, '08:00', '12:00'],
  [5, '08:00', '12:00'],
]

const departmentHours: readonly Hours[] = [
  [1, '08:30', '12:00'],
  [2, '08:30', '12:00'],
  [3, '13:00', '17:00'],
  [4, '08:30', '12:00'],
]

interface Place {
  id: string
  name: string
  address: string
  unit?: string
}

const citizensOffice = (
  { id, name, address, unit }: Place,
  desks: number,
  hours: readonly Hours[],
): ConfiguredOffice => ({
  id,
  name: { de: name },
  unit: unit ?? `aachen/buergerservice/${id}/`,
  address,
  timeZone,
  groups: [
    { id: 'schalter', name: { de: 'Schalter' }, lanes: desks, services: citizensServices, variants: ['counter'] },
    {
      id: 'ohne-termin',
      name: { de: 'Schalter ohne Termin' },
      lanes: 1,
      services: ['fuehrungszeugnis', 'beglaubigung'],
      variants: [],
      walkIn: { perDay: 60 },
    },
  ],
  rules: [
    ...rulesFor(hours, desks - 1, 1),
    ...rulesFor(hours, 1, 0).map((rule) => ({ ...rule, group: 'ohne-termin' })),
  ],
})

const department = ({ id, name, address, unit }: Place, services: string[], variants: Variant[]): ConfiguredOffice => ({
  id,
  name: { de: name },
  unit: unit!,
  address,
  timeZone,
  groups: [{ id: 'schalter', name: { de: 'Sachbearbeitung' }, lanes: 2, services, variants }],
  rules: rulesFor(departmentHours, 2, 0),
})

/** Collections of bulky waste: a tour in the morning and one in the afternoon, so many households each. */
const collectionTours: ConfiguredOffice = {
  id: 'sperrmuell',
  name: { de: 'Sperrgut-Abholung', en: 'Bulky waste collection' },
  unit: 'aachen/e18/',
  address: 'bei Ihnen vor dem Haus',
  timeZone,
  groups: [{ id: 'tour', name: { de: 'Tour' }, lanes: 12, services: ['sperrgut-abholung'], variants: ['counter'] }],
  rules: [1, 2, 3, 4, 5].flatMap((weekday) =>
    (
      [
        ['07:00', '11:00'],
        ['11:30', '15:30'],
      ] as const
    ).map(([from, to]) => ({
      group: 'tour',
      weekday,
      from,
      to,
      publicLanes: 12,
      internalLanes: 0,
    })),
  ),
}

/** Where people have appointments; opening hours and desks are plausible, not official. */
export const offices: ConfiguredOffice[] = [
  citizensOffice(
    { id: 'bahnhof', name: 'Bürgerservice Bahnhof', address: 'Hackländerstraße 1, 52064 Aachen' },
    8,
    longHours,
  ),
  citizensOffice(
    { id: 'katschhof', name: 'Bürgerservice Katschhof', address: 'Johannes-Paul-II.-Straße 1, 52062 Aachen' },
    6,
    longHours,
  ),
  ...[
    { id: 'brand', name: 'Bezirksamt Brand', address: 'Paul-Küpper-Platz 1, 52078 Aachen' },
    { id: 'eilendorf', name: 'Bezirksamt Eilendorf', address: 'Heinrich-Thomas-Platz 1, 52080 Aachen' },
    { id: 'haaren', name: 'Bezirksamt Haaren', address: 'Germanusstraße 32–34, 52080 Aachen' },
    {
      id: 'kornelimuenster',
      name: 'Bezirksamt Kornelimünster/Walheim',
      address: 'Schulberg 20, 52076 Aachen',
    },
    { id: 'laurensberg', name: 'Bezirksamt Laurensberg', address: 'Rathausstraße 12, 52072 Aachen' },
    { id: 'richterich', name: 'Bezirksamt Richterich', address: 'Roermonder Straße 559, 52072 Aachen' },
  ].map((place) => citizensOffice({ ...place, unit: `aachen/bezirke/${place.id}/` }, 3, districtHours)),
  department(
    {
      id: 'schuelerfahrkosten',
      name: 'Schülerfahrkosten',
      address: 'Mozartstraße 2–10, 52064 Aachen',
      unit: 'aachen/fb45/400/',
    },
    ['schuelerfahrkosten'],
    ['counter', 'phone'],
  ),
  department(
    {
      id: 'unterhalt',
      name: 'Unterhaltsvorschusskasse',
      address: 'Adalbertsteinweg 59, 52070 Aachen',
      unit: 'aachen/fb45/300/',
    },
    ['unterhaltsvorschuss'],
    ['counter', 'phone', 'video'],
  ),
  department(
    {
      id: 'beistandschaften',
      name: 'Beistandschaften',
      address: 'Adalbertsteinweg 59, 52070 Aachen',
      unit: 'aachen/fb45/300/',
    },
    ['beistandschaft'],
    ['counter', 'phone', 'video'],
  ),
  department(
    {
      id: 'elternbeitraege',
      name: 'Elternbeiträge und Tagespflege',
      address: 'Adalbertsteinweg 59, 52070 Aachen',
      unit: 'aachen/fb45/100/',
    },
    ['elternbeitraege'],
    ['counter', 'phone'],
  ),
  collectionTours,
]
