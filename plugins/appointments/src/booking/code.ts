import { randomInt } from 'node:crypto'

// Without what looks or sounds alike.
const letters = 'ABCDEFHJKLMNPRTUVWXY'
const digits = '34679'

/** A new code to type at the counter, such as `KLA-974`: guards nothing, only finds the booking. */
export const newCode = (): string => `${pick(letters, 4)}-${pick(digits, 4)}`

/** A code as people type it, or `undefined` when it cannot be one. */
export function readCode(typed: string): string | undefined {
  const plain = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return /^[A-Z]{4}[0-9]{4}$/.test(plain) ? `${plain.slice(0, 4)}-${plain.slice(4)}` : undefined
}

const pick = (from: string, count: number): string =>
  Array.from({ length: count }, () => from[randomInt(from.length)]).join('')
