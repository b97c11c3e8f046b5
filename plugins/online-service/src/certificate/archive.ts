import { createHash } from 'node:crypto'
import { PDFHexString, PDFName, PDFString } from 'pdf-lib'
import type { PDFDocument } from 'pdf-lib'
import { srgbProfile } from './srgbProfile.ts'

const producer = 'Kreiswerk'

export interface ArchiveFacts {
  title: string
  author: string
  now: Date
  /** Where the document can be checked: also for machines that read only the metadata. */
  checkAddress: string
  /** What tells this document from every other; the file's /ID follows from it. */
  id: string
}

/** Gives a document what PDF/A-2 asks for besides clean content (ISO 19005-2): identity, metadata, colour, language. */
export function makeArchivable(document: PDFDocument, facts: ArchiveFacts): void {
  const { context, catalog } = document
  document.setTitle(facts.title, { showInWindowTitleBar: true })
  document.setAuthor(facts.author)
  document.setProducer(producer)
  document.setCreator(producer)
  document.setCreationDate(facts.now)
  document.setModificationDate(facts.now)
  document.setLanguage('de-DE')

  const identity = PDFHexString.of(createHash('sha256').update(facts.id).digest('hex').slice(0, 32))
  context.trailerInfo.ID = context.obj([identity, identity])

  // Metadata stays uncompressed, so that archives find it without understanding PDF.
  const metadata = context.stream(metadataOf(facts), { Type: 'Metadata', Subtype: 'XML' })
  catalog.set(PDFName.of('Metadata'), context.register(metadata))

  const profile = context.register(context.flateStream(srgbProfile(), { N: 3 }))
  const intent = context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: PDFString.of('sRGB'),
    Info: PDFString.of('sRGB IEC61966-2-1'),
    DestOutputProfile: profile,
  })
  catalog.set(PDFName.of('OutputIntents'), context.obj([intent]))
}

/** The XMP packet: the same facts as the document's info, and the claim to be PDF/A-2, level B. */
function metadataOf({ title, author, checkAddress, now }: ArchiveFacts): Uint8Array {
  const at = `${now.toISOString().slice(0, 19)}Z`
  const packet = `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(title)}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>${escaped(author)}</rdf:li></rdf:Seq></dc:creator>
   <dc:identifier>${escaped(checkAddress)}</dc:identifier>
   <dc:language><rdf:Bag><rdf:li>de-DE</rdf:li></rdf:Bag></dc:language>
   <xmp:CreatorTool>${producer}</xmp:CreatorTool>
   <xmp:CreateDate>${at}</xmp:CreateDate>
   <xmp:ModifyDate>${at}</xmp:ModifyDate>
   <pdf:Producer>${producer}</pdf:Producer>
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`
  return new TextEncoder().encode(packet)
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
