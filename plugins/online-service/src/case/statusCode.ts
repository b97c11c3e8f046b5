import { randomInt, timingSafeEqual } from 'node:crypto'

// The same letters as in tracking numbers: nothing that is mixed up when it is read out.
const alphabet = '34679ACDEFGHJKMNPQRTWXY'
const groups = 4
const groupLength = 4

/** A secret that people can type, e.g. `7KQ4-M9XT-3HRA-WCJN`: 16 characters, 72 bits. */
export function newStatusCode(): string {
  const group = () => Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('')
  return Array.from({ length: groups }, group).join('-')
}

const plain = (code: string) => Buffer.from(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))

/** Whether somebody typed this code, in whatever spelling; takes the same time for every wrong one of its length. */
export function matchesStatusCode(typed: string, code: string): boolean {
  const [given, wanted] = [plain(typed), plain(code)]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
