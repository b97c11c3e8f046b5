import { randomInt } from 'node:crypto'
import { statement } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import type { Tables } from '../rows.ts'

// Without what looks or sounds alike.
const letters = 'ABCDEFHJKLMNPRTUVWXY'
const digits = '34679'

/** A code to type at the counter, such as `KLAP-9743`: guards nothing, only finds the booking. */
const newCode = (): string => `${pick(letters, 4)}-${pick(digits, 4)}`

/** One that no booking has. */
export async function freeCode(em: EntityManager): Promise<string> {
  for (;;) {
    const code = newCode()
    const { rows: same } = await bookingsWith(em, { code })
    if (same.length === 0) return code
  }
}

const bookingsWith = statement<Tables>()((rows, { code }: { code: string }) =>
  rows.selectFrom('appointments_booking').select('id').where('code', '=', code),
)

const pick = (from: string, count: number): string =>
  Array.from({ length: count }, () => from[randomInt(from.length)]).join('')
