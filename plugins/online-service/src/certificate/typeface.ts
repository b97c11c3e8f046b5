import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import fontkit from '@pdf-lib/fontkit'
import type { PDFDocument, PDFFont } from 'pdf-lib'
import subsetFont from 'subset-font'

// Noto Sans (SIL Open Font License 1.1) has the letters of DIN 91379, which names in German registers may contain. The two
// weights lie here, since a package of the whole family is ten times as large.
const files = {
  regular: new URL('fonts/NotoSans-Regular.ttf', import.meta.url),
  bold: new URL('fonts/NotoSans-Bold.ttf', import.meta.url),
} as const

export type Weight = keyof typeof files
export type Typeface = Record<Weight, PDFFont>

const loaded = new Map<Weight, Promise<Buffer>>()

function bytesOf(weight: Weight): Promise<Buffer> {
  const found = loaded.get(weight) ?? readFile(files[weight])
  loaded.set(weight, found)
  return found
}

/**
 * Embeds just the letters of `text`. Cut by HarfBuzz beforehand, because pdf-lib's own subsets lose glyphs of odd
 * length (seen with 1.17.1 and Noto Sans). Named after the document, so that the same document has the same bytes.
 */
export async function embedTypeface(document: PDFDocument, id: string, text: string): Promise<Typeface> {
  document.registerFontkit(fontkit)
  async function embed(weight: Weight, name: string) {
    const options = { noHinting: true, noLayoutClosure: true, keepFeatures: ['ccmp'] }
    const letters = await subsetFont(await bytesOf(weight), text, options)
    const customName = `${subsetTag(`${id}/${weight}`)}+${name}`
    return document.embedFont(letters, { customName, features: { kern: false, liga: false } })
  }
  return { regular: await embed('regular', 'NotoSans-Regular'), bold: await embed('bold', 'NotoSans-Bold') }
}

/** Six capital letters (ISO 32000-1, 9.6.4). */
function subsetTag(of: string): string {
  const bytes = createHash('sha256').update(of).digest().subarray(0, 6)
  return [...bytes].map((byte) => String.fromCharCode(65 + (byte % 26))).join('')
}
