const length = 16

/** UUIDs one after the other, 16 bytes each. */
export function packIds(ids: string[]): Buffer {
  return Buffer.from(ids.map((id) => id.replaceAll('-', '')).join(''), 'hex')
}

/** The UUID at place `at`, or null when there are not that many. */
export function idAt(packed: Buffer | null, at: number): string | null {
  if (packed === null || packed.length < (at + 1) * length) return null
  const hex = packed.toString('hex', at * length, (at + 1) * length)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The first `count` of the packed ids; what is missing is filled with zeros, so that later ids keep their place. */
export function firstIds(packed: Buffer | null, count: number): Buffer {
  const ids = Buffer.alloc(count * length)
  packed?.copy(ids, 0, 0, count * length)
  return ids
}

/** The ids from place `from` up to, not including, `to`. */
export const sliceIds = (packed: Buffer, from: number, to: number): Buffer =>
  packed.subarray(from * length, to * length)
