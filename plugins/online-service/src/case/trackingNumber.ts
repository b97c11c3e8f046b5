import { randomInt } from 'node:crypto'

// 23 characters that nobody mixes up when reading aloud or by hand: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
// A prime number of them, so that the check character notices every wrong character and every two swapped ones.
const alphabet = '34679ACDEFGHJKMNPQRTWXY'
const length = 5
const separators = /[\s–-]+/g

/** Picks a whole number from 0 up to, not including, `below`. */
export type Random = (below: number) => number

/** A number that people can read out, e.g. `AC-2026-7KQ4M-T`: sender, year, five characters and a check character. */
export function newTrackingNumber(prefix: string, year: number, random: Random = randomInt): string {
  const characters = Array.from({ length }, () => alphabet[random(alphabet.length)]).join('')
  return `${prefix}-${year}-${characters}-${checkCharacter(year, characters)}`
}

/** The tracking number somebody typed, in its proper form; `undefined` when it cannot be one. */
export function readTrackingNumber(typed: string): string | undefined {
  const plain = typed.toUpperCase().replaceAll(separators, '')
  const parts = /^([A-Z]{1,6})(\d{4})([A-Z0-9]{5})([A-Z0-9])$/.exec(plain)
  if (parts === null) return undefined
  const [, prefix, year, characters, check] = parts as unknown as [string, string, string, string, string]
  const known = [...characters].every((character) => alphabet.includes(character))
  if (!known || checkCharacter(Number(year), characters) !== check) return undefined
  return `${prefix}-${year}-${characters}-${check}`
}

/** Weighted sum modulo 23; the weights differ and none is a multiple of 23, so no single slip goes unnoticed. */
function checkCharacter(year: number, characters: string): string {
  const values = [year % alphabet.length, ...[...characters].map((character) => alphabet.indexOf(character))]
  const sum = values.reduce((total, value, index) => total + value * (index + 2), 0)
  return alphabet[sum % alphabet.length]!
}
