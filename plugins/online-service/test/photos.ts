import { buffer } from 'node:stream/consumers'
import type { Scanner } from '@kreiswerk/core'
import type { TestBrowser, TestFile, Visited } from '@kreiswerk/core/testing'
import { place } from './portal.ts'

/** A picture with a word in it. */
export const photo = (fileName: string, word = fileName): TestFile => ({
  fileName,
  bytes: Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(100), Buffer.from(word)]),
})

export const malware = 'malware-q7'

/** A scanner that finds the word `malware-q7`, and can be down. */
export function testScanner(): Scanner & { isDown: boolean } {
  const scanner = {
    name: 'a scanner for tests',
    isDown: false,
    async scan(content: Parameters<Scanner['scan']>[0]) {
      const bytes = await buffer(content)
      if (scanner.isDown) throw new Error('the scanner is down')
      return bytes.includes(malware)
        ? { kind: 'infected' as const, finding: 'Test.Malware' }
        : { kind: 'clean' as const }
    },
  }
  return scanner
}

export const itemsPath = '/dienste/sperrgut/antrag/gegenstaende'
export const checkPath = '/dienste/sperrgut/pruefen'
export const sofa = { 'items[0][item]': 'sofa', 'items[0][pieces]': '1' }

/** Fills in where to collect, and opens the page with the file field. */
export const beginCollection = (citizen: TestBrowser): Promise<Visited> =>
  citizen.submit('/dienste/sperrgut/antrag/abholort', place)

/** Presses „Hochladen“ with these files chosen. */
export const attach = (citizen: TestBrowser, page: Visited, ...files: TestFile[]): Promise<Visited> =>
  citizen.send(page, { ...sofa, photos: [...files, 'attach'] })

/** The values of the buttons that remove a file, in the order of the files. */
export const removals = ({ html }: Visited): string[] =>
  [...html.matchAll(/value="(remove:[^"]+)"/g)].map(([, value]) => value!)

/** Goes on from the page with the file field to the last one before the application is sent. */
export async function goToCheck(citizen: TestBrowser, page: Visited): Promise<Visited> {
  const date = await citizen.send(page, sofa)
  return citizen.send(date, { 'wishDate[day]': '1', 'wishDate[month]': '12', 'wishDate[year]': '2026' })
}

/** A collection with these photos, filed; returns the page of the case. */
export async function fileWithPhotos(citizen: TestBrowser, ...files: TestFile[]): Promise<Visited> {
  const page = await attach(citizen, await beginCollection(citizen), ...files)
  return citizen.send(await goToCheck(citizen, page), { confirmed: 'true' })
}
