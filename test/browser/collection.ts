import type { Person } from './person.ts'

/** A sofa and four chairs: 2.2 m³, so the fee is 25 € and 8 € for the third cubic metre begun. */
export async function fillInCollection(
  citizen: Person,
  atItems: () => Promise<unknown> = async () => {},
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

  await citizen.fillDate('Wunschtermin', collectionDay())
  await citizen.press('Speichern und weiter')
}

async function addItem(citizen: Person, number: number, kind: string, pieces: number): Promise<void> {
  const item = citizen.within(`Gegenstand ${number}`)
  await item.select('Art', kind)
  await item.fill('Anzahl', String(pieces))
}

/** Ten days ahead, the day after when that is a Sunday. */
function collectionDay(): string {
  const day = new Date(Date.now() + 10 * 86_400_000)
  if (day.getUTCDay() === 0) day.setUTCDate(day.getUTCDate() + 1)
  return day.toISOString().slice(0, 10)
}
