import { hashSecret, newId, newSecret } from '@kreiswerk/core'
import type { PluginContext } from '@kreiswerk/core'
import { Settings } from '../catalogue/settings.ts'
import type { CaseRow, OutputRow } from '../case/rows.ts'
import { dayInWords, dayOf } from '../service/day.ts'
import type { Output } from '../service/defineService.ts'
import { euros } from '../service/money.ts'

const checkPath = '/echtheit'
const secretBytes = 16
const codeLength = 8

/**
 * Sets a certificate and puts the file away. Before the unit of work that refers to it: setting takes some time, and a
 * file nobody refers to is harmless.
 */
export async function issueCertificate(
  { settings, blobs, now, origin }: Pick<PluginContext, 'settings' | 'blobs' | 'now' | 'origin'>,
  row: CaseRow,
  output: Output,
): Promise<OutputRow> {
  const { authority, specimen } = settings(Settings)
  const id = newId()
  const token = newSecret(secretBytes)
  const code = comparisonCode(token)
  const text = output.compose(row.answers)
  // Typesetting and its fonts are loaded with the first certificate, not with every start.
  const { renderCertificate } = await import('./renderCertificate.ts')
  const bytes = await renderCertificate(
    {
      ...text,
      authority: authority.name ?? '',
      sender: authority.lines ?? [],
      reference: row.trackingNumber,
      issued: dayInWords(dayOf(now)),
      fee: row.fee > 0 ? `${euros(row.fee)} (bezahlt)` : undefined,
      verification: { url: `${origin}${checkPath}/${token}`, code },
      watermark: specimen,
    },
    { now, id },
  )
  const { hash } = await blobs.put(bytes, { mediaType: 'application/pdf' })
  return {
    id,
    caseId: row.id,
    output: output.id,
    title: text.title,
    tokenHash: hashSecret(token),
    code,
    facts: text.table.map(({ label, value }) => ({ label, value })),
    blob: hash,
    bytes: bytes.length,
    issuedAt: now,
  }
}

/** Short enough to compare by eye, e.g. `3F9A-C01D`; follows from the secret, says nothing about it. */
function comparisonCode(token: string): string {
  const code = hashSecret(`code ${token}`).slice(0, codeLength).toUpperCase()
  return `${code.slice(0, codeLength / 2)}-${code.slice(codeLength / 2)}`
}
