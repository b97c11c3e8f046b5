import type { Person } from './person.ts'

/** A PNG of one pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const photo = (name: string) => ({ name, mimeType: 'image/png', buffer: pixel })
const letter = { name: 'brief.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') }

/** Attaches two photos to the collection, is told about a file that does not fit, and removes one again. */
export async function attachPhotos(citizen: Person, javaScript: boolean): Promise<void> {
  const choose = async (...files: (typeof letter)[]) => {
    await citizen.page.getByLabel('Dateien auswählen').setInputFiles(files)
    // With a script they are sent as soon as they are chosen.
    if (!javaScript) await citizen.press('Hochladen')
  }
  const list = citizen.page.getByRole('listitem')
  await choose(photo('sofa.png'), photo('flur.png'))
  await list.filter({ hasText: 'sofa.png' }).getByText('gespeichert').waitFor()
  await list.filter({ hasText: 'flur.png' }).getByText('gespeichert').waitFor()
  await choose(letter)
  await citizen.reads('Die Datei „brief.pdf“ bei „Fotos vom Sperrgut“ hat nicht das richtige Format.')
  await citizen.press('Entfernen flur.png')
  await list.filter({ hasText: 'flur.png' }).waitFor({ state: 'detached' })
  await list.filter({ hasText: 'sofa.png' }).waitFor()
}

/** Downloads the photo of a case and returns its size in bytes. */
export async function downloadPhoto(person: Person): Promise<number> {
  const [download] = await Promise.all([person.page.waitForEvent('download'), person.follow('sofa.png')])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).length
}

export const photoBytes = pixel.length
