import { hashSecret, newId, newSecret, notFound, sealBytes } from '@kreiswerk/core'
import type { EntityManager, PluginContext } from '@kreiswerk/core'
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
  {
    settings,
    blobs,
    now,
    origin,
    em,
  }: Pick<PluginContext, 'settings' | 'blobs' | 'now' | 'origin'> & { em: EntityManager },
  row: CaseRow,
  output: Output,
): Promise<OutputRow> {
  const { authority, specimen } = settings(Settings)
  const id = newId()
  const token = newSecret(secretBytes)
  const code = comparisonCode(token)
  if (row.answers === null) throw notFound()
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
  const sealed = await sealBytes(em, row.id, filePlace(id), bytes)
  const { hash } = await blobs.put(sealed, { mediaType: 'application/octet-stream' })
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

/** Where the file of a document belongs: in another's place it does not open. */
export const filePlace = (outputId: string) => ({ table: 'online_service_output', id: outputId, column: 'blob' })

/** Short enough to compare by eye, e.g. `3F9A-C01D`; follows from the secret, says nothing about it. */
function comparisonCode(token: string): string {
  const code = hashSecret(`code ${token}`).slice(0, codeLength).toUpperCase()
  return `${code.slice(0, codeLength / 2)}-${code.slice(codeLength / 2)}`
}
