import { html, nothing } from '@kreiswerk/core'
import type { TemplateResult } from '@kreiswerk/core'

const quiet = 4

/** What a QR code draws: the length of its side, and one SVG path of all dark parts. */
export interface QrCode {
  side: number
  path: string
}

/** The QR code of a text; the library is loaded only for it. */
export async function qrCodeOf(text: string): Promise<QrCode> {
  const { create } = await import('qrcode')
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  let path = ''
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column) === 1) path += `M${column + quiet} ${row + quiet}h1v1h-1z`
    }
  }
  return { side: modules.size + 2 * quiet, path }
}

/** Dark on light in every colour scheme, as scanners need it. */
export const qrImage = (code: QrCode | null, label: unknown): TemplateResult | typeof nothing =>
  code === null
    ? nothing
    : html`<svg class="kw-qr" viewBox="0 0 ${code.side} ${code.side}" role="img" aria-label=${label}>
        <rect width=${code.side} height=${code.side} fill="#fff" />
        <path d=${code.path} fill="#000" shape-rendering="crispEdges" />
      </svg>`
