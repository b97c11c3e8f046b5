import type { Person } from './person.ts'

/** A time as the page offers it, e.g. "Montag, 7. Dezember 2026, 07:00 bis 11:00 Uhr". */
const firstTour = / bis \d\d:\d\d Uhr$/

/** A sofa and four chairs: 2.2 m³, so the fee is 25 € and 8 € for the third cubic metre begun. */
export async function fillInCollection(
  citizen: Person,
  atItems: () => Promise<unknown> = async () => {},
  atTimes: () => Promise<unknown> = async () => {},
): Promise<void> {
  await citizen.open('/dienste')
  await citizen.follow('Sperrgut abholen lassen')
  await citizen.follow('Antrag beginnen')
  await citizen.fill('Vor- und Nachname', 'Anna Probe')
  await citizen.fill('Straße', 'Krämerstraße')
  await citizen.fill('Hausnummer', '2')
  await citizen.fill('Postleitzahl', '52062')
  await citizen.fill('Ort', 'Aachen')
  await citizen.press('Speichern und weiter')

  await addItem(citizen, 1, 'Sofa', 1)
  await citizen.press('Weiteren Eintrag hinzufügen')
  await addItem(citizen, 2, 'Stuhl', 4)
  await atItems()
  await citizen.press('Speichern und weiter')

  await atTimes()
  await citizen.choose(firstTour)
  await citizen.press('Speichern und weiter')
}

async function addItem(citizen: Person, number: number, kind: string, pieces: number): Promise<void> {
  const item = citizen.within(`Gegenstand ${number}`)
  await item.select('Art', kind)
  await item.fill('Anzahl', String(pieces))
}
