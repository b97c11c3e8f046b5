import type { WritingContext } from '@kreiswerk/core'
import { rows } from '../rows.ts'

const atOnce = 100

/** Goes on with released times whose moment has come, should the job for one be lost. */
export async function offerDueTimes({ em, now, enqueue }: WritingContext): Promise<void> {
  const due = await rows(em)
    .selectFrom('appointments_released')
    .select('id')
    .where('dueAt', '<=', now)
    .orderBy('dueAt')
    .orderBy('id')
    .limit(atOnce)
    .execute()
  for (const { id } of due) enqueue('offerTime', { id })
}
