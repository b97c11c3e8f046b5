import { rows } from '../../plugins/appointments/src/rows.ts'

/** Makes every time free again, so that a recipe can be used as often as one likes. */
export async function freeAllTimes(em: Parameters<typeof rows>[0]): Promise<void> {
  await rows(em).deleteFrom('appointments_cell').execute()
  await rows(em).deleteFrom('appointments_share').execute()
}
