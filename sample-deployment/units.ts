import type { Unit } from '@kreiswerk/core'

/** Part of the city's organisation, as far as the sample's services need it. */
export const units: Unit = {
  id: 'aachen',
  name: 'Stadt Aachen (Beispiel)',
  units: [
    {
      id: 'buergerservice',
      name: 'Bürgerservice',
      units: [
        { id: 'bahnhof', name: 'Bürgerservice Bahnhof' },
        { id: 'katschhof', name: 'Bürgerservice Katschhof' },
      ],
    },
    {
      id: 'bezirke',
      name: 'Bezirksämter',
      units: [
        { id: 'brand', name: 'Bezirksamt Brand' },
        { id: 'eilendorf', name: 'Bezirksamt Eilendorf' },
        { id: 'haaren', name: 'Bezirksamt Haaren' },
        { id: 'kornelimuenster', name: 'Bezirksamt Kornelimünster/Walheim' },
        { id: 'laurensberg', name: 'Bezirksamt Laurensberg' },
        { id: 'richterich', name: 'Bezirksamt Richterich' },
      ],
    },
    { id: 'e18', name: 'Aachener Stadtbetrieb (E 18)' },
    { id: 'fb11', name: 'Fachbereich Personal und Organisation (FB 11)' },
    {
      id: 'fb45',
      name: 'Fachbereich Kinder, Jugend und Schule (FB 45)',
      units: [
        { id: '100', name: 'Elternbeiträge und Tagespflege (FB 45/100)' },
        { id: '300', name: 'Unterhaltsvorschusskasse und Beistandschaften (FB 45/300)' },
        { id: '400', name: 'Schülerfahrkosten (FB 45/400)' },
      ],
    },
  ],
}
