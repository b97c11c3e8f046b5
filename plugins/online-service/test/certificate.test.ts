import t from 'tap'
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFStream, PDFString } from 'pdf-lib'
import { decodePDFRawStream } from 'pdf-lib'
import { renderCertificate } from '../src/certificate/renderCertificate.ts'
import type { CertificateContent } from '../src/certificate/content.ts'

const content: CertificateContent = {
  authority: 'Stadt Aachen (Beispiel)',
  sender: ['Bürgerservice', '52064 Aachen'],
  reference: 'AC-2026-7KQ4M-T',
  issued: '23. November 2026',
  fee: '12,00 € (bezahlt)',
  title: 'Meldebescheinigung <erweitert> & mehr',
  body: ['Die Stadt bescheinigt, was unten steht.'],
  table: [{ label: 'Familienname', value: 'Şahinoğlu-Łukasiewicz' }],
  closing: ['§ 18 Abs. 1 BMG'],
  verification: { url: 'https://portal.example.org/echtheit/1', code: '7KQ4-M9XT' },
}
const facts = { now: new Date('2026-11-23T10:00:00Z'), id: 'certificate-1' }
const bytes = await renderCertificate(content, facts)
const document = await PDFDocument.load(bytes, { updateMetadata: false })
const { catalog, context } = document

const decoded = (stream: PDFStream) => decodePDFRawStream(stream as PDFRawStream).decode()
const dictsOfType = (type: string) =>
  context
    .enumerateIndirectObjects()
    .map(([, object]) => object)
    .filter(
      (object): object is PDFDict => object instanceof PDFDict && object.get(PDFName.of('Type')) === PDFName.of(type),
    )

t.test('the same content, time and id give the same bytes', async (t) => {
  t.ok(Buffer.from(await renderCertificate(content, facts)).equals(Buffer.from(bytes)))
  t.notOk(Buffer.from(await renderCertificate(content, { ...facts, id: 'certificate-2' })).equals(Buffer.from(bytes)))
})

t.test('the metadata is plain XMP, claims PDF/A-2b and repeats title and time', async (t) => {
  const metadata = catalog.lookup(PDFName.of('Metadata'), PDFStream)
  t.equal(metadata.dict.get(PDFName.of('Filter')), undefined)
  const xmp = new TextDecoder().decode(decoded(metadata))
  t.match(xmp, '<pdfaid:part>2</pdfaid:part>')
  t.match(xmp, '<pdfaid:conformance>B</pdfaid:conformance>')
  t.match(xmp, `<dc:identifier>${content.verification.url}</dc:identifier>`)
  t.match(xmp, 'Meldebescheinigung &lt;erweitert&gt; &amp; mehr')
  t.match(xmp, '<xmp:CreateDate>2026-11-23T10:00:00Z</xmp:CreateDate>')
  t.equal(document.getTitle(), content.title)
  t.same(document.getCreationDate(), facts.now)
})

t.test('the file has an identity', async (t) => {
  const id = context.trailerInfo.ID
  t.ok(id instanceof PDFArray && id.size() === 2)
})

t.test('its colours are defined by an sRGB profile of the right size', async (t) => {
  const intents = catalog.lookup(PDFName.of('OutputIntents'), PDFArray)
  const intent = intents.lookup(0, PDFDict)
  t.equal(intent.get(PDFName.of('S')), PDFName.of('GTS_PDFA1'))
  t.equal(intent.lookup(PDFName.of('OutputConditionIdentifier'), PDFString).decodeText(), 'sRGB')
  const profile = decoded(intent.lookup(PDFName.of('DestOutputProfile'), PDFStream))
  const view = new DataView(profile.buffer, profile.byteOffset)
  t.equal(view.getUint32(0), profile.length)
  t.equal(new TextDecoder().decode(profile.subarray(12, 24)), 'mntrRGB XYZ ')
  t.equal(new TextDecoder().decode(profile.subarray(36, 40)), 'acsp')
})

t.test('every font is embedded as a named subset', async (t) => {
  const descriptors = dictsOfType('FontDescriptor')
  t.equal(descriptors.length, 2)
  for (const descriptor of descriptors) {
    t.ok(descriptor.lookup(PDFName.of('FontFile2')) instanceof PDFRawStream)
    t.match(String(descriptor.get(PDFName.of('FontName'))), /^\/[A-Z]{6}\+NotoSans-/)
  }
  t.ok(bytes.length < 60_000, 'only the letters that are used')
})

t.test('nothing is transparent, nothing runs, nothing is loaded from elsewhere', async (t) => {
  const raw = await document.save({ useObjectStreams: false })
  const text = Buffer.from(raw).toString('latin1')
  for (const forbidden of ['/SMask', '/JavaScript', '/Launch', '/URI', '/Encrypt', '/EmbeddedFiles', '/OpenAction']) {
    t.notMatch(text, forbidden)
  }
})

t.test('it is tagged and says its language, so that it can be read aloud', async (t) => {
  t.match(String(catalog.get(PDFName.of('Lang'))), 'de-DE')
  t.match(String(catalog.lookup(PDFName.of('MarkInfo'))), 'true')
  const tags = dictsOfType('StructElem').map((element) => String(element.get(PDFName.of('S'))))
  for (const tag of ['/Document', '/H1', '/P', '/Table', '/TR', '/TH', '/TD', '/Figure']) t.ok(tags.includes(tag), tag)
  const figure = dictsOfType('StructElem').find((element) => element.get(PDFName.of('S')) === PDFName.of('Figure'))!
  t.ok(figure.has(PDFName.of('Alt')))
})

t.test('what does not fit goes on to a further page', async (t) => {
  const table = Array.from({ length: 80 }, (_, index) => ({ label: `Zeile ${index}`, value: 'x'.repeat(200) }))
  const long = await PDFDocument.load(await renderCertificate({ ...content, table }, facts))
  t.ok(long.getPageCount() > 3)
})
