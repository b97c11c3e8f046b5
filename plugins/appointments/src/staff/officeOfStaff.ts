import type { ActionContext, PluginContext } from '@kreiswerk/core'
import { decide } from '@kreiswerk/core'
import { officeOf, officesOf } from '../catalogue/catalogue.ts'
import type { ConfiguredOffice } from '../catalogue/settings.ts'

/** The office of this id if the actor may do this there; otherwise there is none, or it is refused. */
export function officeOfStaff(
  context: Pick<ActionContext, 'authorize'> & Pick<PluginContext, 'settings'>,
  permission: string,
  id: string,
): ConfiguredOffice {
  const office = officeOf(context, id)
  context.authorize(permission, { unit: office.unit })
  return office
}

/** The offices where the actor may do this. */
export const officesOfStaff = (
  context: Pick<ActionContext, 'actor'> & Pick<PluginContext, 'settings'>,
  permission: string,
): ConfiguredOffice[] => officesOf(context).filter(({ unit }) => decide(context.actor, permission, { unit }).allowed)
