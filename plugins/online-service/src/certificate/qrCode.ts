import { create } from 'qrcode'

/** The dark parts of a QR code as rectangles of a square with its lower left corner at `x`, `y`; neighbours in a row are joined. */
export function qrCode(text: string, x: number, y: number, side: number): [number, number, number, number][] {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const unit = side / modules.size
  const rectangles: [number, number, number, number][] = []
  for (let row = 0; row < modules.size; row++) {
    let start = -1
    for (let column = 0; column <= modules.size; column++) {
      const dark = column < modules.size && modules.get(row, column) === 1
      if (dark && start < 0) start = column
      if (dark || start < 0) continue
      rectangles.push([x + start * unit, y + (modules.size - row - 1) * unit, (column - start) * unit, unit])
      start = -1
    }
  }
  return rectangles
}
