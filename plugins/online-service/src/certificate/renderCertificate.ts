import { PDFDocument } from 'pdf-lib'
import { makeArchivable } from './archive.ts'
import type { CertificateContent } from './content.ts'
import { Paper, accent, grey, margin, mm } from './paper.ts'
import type { TextStyle } from './paper.ts'
import { qrCode } from './qrCode.ts'
import { embedTypeface } from './typeface.ts'

const style = {
  authority: { size: 17, weight: 'bold', color: accent, leading: 1.25 },
  sender: { size: 8.5, color: grey, leading: 1.35 },
  reference: { size: 9.5, leading: 1.45 },
  title: { size: 20, weight: 'bold', leading: 1.3 },
  body: { size: 10.5, leading: 1.5 },
  label: { size: 10.5, color: grey },
  value: { size: 10.5, weight: 'bold' },
  note: { size: 8.5, color: grey, leading: 1.45 },
  watermark: { size: 11, weight: 'bold', color: accent },
} as const satisfies Record<string, TextStyle>

const words = {
  reference: 'Aktenzeichen',
  issued: 'Ausgestellt am',
  fee: 'Gebühr',
  qrCode: 'QR-Code',
  valid: 'Dieses Dokument wurde maschinell erstellt und ist ohne Unterschrift gültig.',
  check: 'Ob es echt ist, prüfen Sie mit dem QR-Code oder unter dieser Adresse:',
  compare: 'Vergleichen Sie dort diese Zeichen',
  between: ': · ',
} as const

const hairline = 0.5
const labelWidth = mm(50)
const qrSide = mm(26)

/**
 * Sets a certificate as a tagged PDF/A-2b on A4. Pure: the same content, time and id give the same bytes.
 * Characters that the typeface lacks appear as an empty box.
 */
export async function renderCertificate(
  content: CertificateContent,
  { now, id }: { now: Date; id: string },
): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false })
  const paper = new Paper(document, await embedTypeface(document, id, JSON.stringify([content, words])))
  letterhead(paper, content)
  body(paper, content)
  table(paper, content)
  for (const text of content.closing ?? []) paragraph(paper, text)
  verification(paper, content)
  paper.structure.finish()
  makeArchivable(document, {
    title: content.title,
    author: content.authority,
    checkAddress: content.verification.url,
    now,
    id,
  })
  return document.save({ addDefaultPage: false, updateFieldAppearances: false })
}

function letterhead(paper: Paper, content: CertificateContent) {
  const { structure, column } = paper
  paper.decoration(0, paper.page.getHeight() - mm(6), paper.page.getWidth(), mm(6), accent)
  paper.paragraph(structure.add('P'), content.authority, style.authority)
  paper.paragraph(structure.add('P'), content.sender.join(' · '), style.sender)
  paper.y -= mm(3)
  paper.decoration(column.left, paper.y, column.width, hairline)
  paper.y -= mm(14)
  const facts = [`${words.reference}: ${content.reference}`, `${words.issued}: ${content.issued}`]
  for (const fact of facts) paper.paragraph(structure.add('P'), fact, style.reference)
  paper.y -= mm(12)
}

function body(paper: Paper, content: CertificateContent) {
  if (content.watermark !== undefined) paper.paragraph(paper.structure.add('P'), content.watermark, style.watermark)
  paper.paragraph(paper.structure.add('H1'), content.title, style.title)
  paper.y -= mm(5)
  for (const text of content.body) paragraph(paper, text)
  paper.y -= mm(2)
}

function paragraph(paper: Paper, text: string) {
  paper.paragraph(paper.structure.add('P'), text, style.body)
  paper.y -= mm(2.5)
}

function table(paper: Paper, content: CertificateContent) {
  const { structure, column } = paper
  const fee = content.fee === undefined ? [] : [{ label: words.fee, value: content.fee }]
  const rows = [...content.table, ...fee]
  const valueColumn = { left: column.left + labelWidth, width: column.width - labelWidth }
  const tableNode = structure.add('Table')
  paper.decoration(column.left, paper.y, column.width, hairline)
  for (const { label, value } of rows) {
    const height = Math.max(
      paper.heightOf(label, style.label, labelWidth - mm(4)),
      paper.heightOf(value, style.value, valueColumn.width),
    )
    paper.need(height + mm(4))
    paper.y -= mm(1.6)
    const top = paper.y
    const row = structure.add('TR', tableNode)
    const heading = structure.add('TH', row)
    structure.headsRow(heading)
    paper.paragraph(heading, label, style.label, { left: column.left, width: labelWidth - mm(4) })
    paper.y = top
    paper.paragraph(structure.add('TD', row), value, style.value, valueColumn)
    paper.y = top - height - mm(1.6)
    paper.decoration(column.left, paper.y, column.width, hairline)
  }
  paper.y -= mm(6)
}

function verification(paper: Paper, content: CertificateContent) {
  const { structure, column } = paper
  paper.need(qrSide + mm(10))
  const bottom = Math.min(paper.y - qrSide, margin.bottom + mm(12))
  const figure = structure.add('Figure', structure.root, `${words.qrCode}: ${content.verification.url}`)
  paper.picture(figure, qrCode(content.verification.url, column.left, bottom, qrSide))
  const beside = { left: column.left + qrSide + mm(6), width: column.width - qrSide - mm(6) }
  paper.y = bottom + qrSide
  const lines = [words.valid, words.check, content.verification.url, `${words.compare}: ${content.verification.code}`]
  for (const line of lines) paper.paragraph(structure.add('P'), line, style.note, beside)
}
