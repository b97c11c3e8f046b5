import type { Tables } from '../rows.ts'
import type { TimeOfDesk } from '../slot/takenBy.ts'

export type ReleasedRow = Tables['appointments_released']

export const releasedTime = ({ lane, firstCell, endCell }: ReleasedRow): TimeOfDesk => ({
  lane,
  from: firstCell,
  to: endCell,
})
