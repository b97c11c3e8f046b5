import { notFound } from '@kreiswerk/core'
import type { EntityManager, PluginContext } from '@kreiswerk/core'
import { officesFor, servicesOf } from '../catalogue/catalogue.ts'
import type { Service } from '../office/office.ts'
import { rows } from '../rows.ts'
import type { Tables } from '../rows.ts'
import type { DrawRule, Round } from './round.ts'

export type DrawRow = Tables['appointments_draw']

/** A service whose times are drawn. */
export type DrawnService = Service & { readonly draw: DrawRule }

export const isDrawn = (service: Service): service is DrawnService => service.draw !== undefined

/** The drawn service of this id; throws `action.not-found`. */
export function drawnService(context: Pick<PluginContext, 'settings'>, id: string): DrawnService {
  const service = servicesOf(context).get(id)
  if (service === undefined || !isDrawn(service)) throw notFound()
  return service
}

/** Where a draw's hours are read off the clock: the zone of the first office that does it. */
export function zoneOf(context: Pick<PluginContext, 'settings'>, { id, variants }: Service): string {
  const [office] = officesFor(context, { items: [{ service: id, persons: 1 }], variant: variants[0]! })
  return office?.timeZone ?? 'Europe/Berlin'
}

export const drawIdOf = (service: string, { firstDay }: Pick<Round, 'firstDay'>): string => `${service}.${firstDay}`

/** The draw of this id; throws `action.not-found`. */
export async function readDraw(em: EntityManager, id: string): Promise<DrawRow> {
  const row = await rows(em).selectFrom('appointments_draw').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound()
  return row
}
