import { notFound } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import { assertKeyedLink, idInLink } from '../link/keyedLink.ts'
import { rows } from '../rows.ts'
import type { DeviceRow } from '../rows.ts'
import { errors } from '../visit/errors.ts'

/** The terminal of this id; throws `action.not-found`. */
export async function readDevice(em: EntityManager, id: string): Promise<DeviceRow> {
  const row = await rows(em).selectFrom('appointments_device').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound()
  return row
}

/** The terminal that a link was made for, unless the link is void or the terminal locked. */
export async function deviceOfLink(em: EntityManager, link: string): Promise<DeviceRow> {
  const device = await readDevice(em, idInLink(link))
  await assertKeyedLink(em, link, { kind: 'device', id: device.id, version: device.version })
  if (device.locked) throw errors.locked()
  return device
}
