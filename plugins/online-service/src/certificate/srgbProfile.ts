// The ICC profile that says what the RGB numbers in a certificate mean; PDF/A demands one inside the file
// (ISO 19005-2, 6.2.3). It is the minimal display profile of ICC.1:2010 (version 4.3) for IEC 61966-2-1 (sRGB).

/** sRGB primaries and white, adapted to D50, as the ICC publishes them: X, Y, Z. */
const colorants = {
  wtpt: [0.9642, 1, 0.8249],
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
} as const

/** Bradford adaptation from D65 to D50, row by row. */
const adaptation = [1.04788, 0.02292, -0.0502, 0.02959, 0.99048, -0.01706, -0.00923, 0.01508, 0.75168]

/** sRGB's transfer curve as ICC's parametric curve 3: exponent, a, b, c, d. */
const transfer = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]

const signature = (text: string) => [...text].map((character) => character.charCodeAt(0))
const uint32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]
const fixed = (value: number) => uint32(Math.round(value * 65_536))
const padded = (bytes: number[]) => [...bytes, ...Array.from({ length: -bytes.length & 3 }, () => 0)]

const xyz = (values: readonly number[]) => [...signature('XYZ '), ...uint32(0), ...values.flatMap(fixed)]
const curve = () => [...signature('para'), ...uint32(0), 0, 3, 0, 0, ...transfer.flatMap(fixed)]
const matrix = () => [...signature('sf32'), ...uint32(0), ...adaptation.flatMap(fixed)]

function text(words: string): number[] {
  const utf16 = signature(words).flatMap((code) => [0, code])
  const record = [...signature('enUS'), ...uint32(utf16.length), ...uint32(28)]
  return [...signature('mluc'), ...uint32(0), ...uint32(1), ...uint32(12), ...record, ...utf16]
}

const headerLength = 128
const tagEntryLength = 12

function header(size: number): number[] {
  return [
    ...uint32(size),
    ...uint32(0), // no preferred colour module
    ...uint32(0x04_30_00_00), // version 4.3
    ...signature('mntrRGB XYZ '),
    ...[2026, 1, 1, 0, 0, 0].flatMap((part) => [part >> 8, part & 255]),
    ...signature('acsp'),
    ...Array.from({ length: 28 }, () => 0), // platform, flags, device, attributes, rendering intent
    ...colorants.wtpt.flatMap(fixed),
    ...Array.from({ length: headerLength - 80 }, () => 0), // creator, profile id, reserved
  ]
}

/** The bytes of an sRGB display profile, always the same. */
export function srgbProfile(): Uint8Array {
  const tags: [name: string, data: number[]][] = [
    ['desc', text('sRGB')],
    ['cprt', text('CC0')],
    ['wtpt', xyz(colorants.wtpt)],
    ['chad', matrix()],
    ['rXYZ', xyz(colorants.rXYZ)],
    ['gXYZ', xyz(colorants.gXYZ)],
    ['bXYZ', xyz(colorants.bXYZ)],
    ['rTRC', curve()],
    ['gTRC', curve()],
    ['bTRC', curve()],
  ]
  const table: number[] = [...uint32(tags.length)]
  const body: number[] = []
  const start = headerLength + 4 + tags.length * tagEntryLength
  for (const [name, data] of tags) {
    table.push(...signature(name), ...uint32(start + body.length), ...uint32(data.length))
    body.push(...padded(data))
  }
  return Uint8Array.from([...header(start + body.length), ...table, ...body])
}
