import { atLeast, defineError, notFound, stepUpRequired } from '@kreiswerk/core'
import type { Actor, PluginContext, ServiceContext } from '@kreiswerk/core'
import { fieldTypes } from '../contract.ts'
import { fieldContext, fieldKinds } from '../field/context.ts'
import type { FieldContext, FieldKinds } from '../field/kind.ts'
import type { Service } from '../service/defineService.ts'
import { lintService } from '../service/lintService.ts'
import { isContributed, withoutMissing } from '../service/withoutMissing.ts'
import { Settings } from './settings.ts'

export const errors = {
  flawed: defineError('online-service.definition-flawed', 500, 'The service {service} has flaws: {flaws}'),
  pluginMissing: defineError(
    'online-service.field-plugin-missing',
    500,
    'The service {service} needs the plugin {plugin} for its field {field}, of kind {kind}; install and list that plugin, or mark the field with ifInstalled',
  ),
  twice: defineError('online-service.service-twice', 500, 'Two services have the id {service}'),
}

/** The service of this id as the deployment lists it; throws `action.not-found`. */
export function configuredService(context: Pick<PluginContext, 'settings'>, id: string): Service {
  const service = context.settings(Settings).services.find((candidate) => candidate.id === id)
  if (service === undefined) throw notFound()
  return service
}

/** The service of this id as it is offered here, without fields whose plugin may be missing and is. */
export const serviceOf = (context: Pick<PluginContext, 'settings' | 'contributions'>, id: string): Service =>
  withoutMissing(configuredService(context, id), fieldKinds(context.contributions(fieldTypes)))

/** What reading and checking answers needs, with the field kinds of all plugins. */
export const formContext = (context: Pick<PluginContext, 'contributions' | 'now'>): FieldContext =>
  fieldContext(context.now, fieldKinds(context.contributions(fieldTypes)))

/** Refuses with a step-up unless the login is sure enough for the service. */
export function requireTrust(service: Service, actor: Actor): void {
  if (!atLeast(actor.trust, service.trust)) throw stepUpRequired({ level: service.trust })
}

/** Stops the start when a definition has flaws, naming every one of them. */
export function checkServices(context: ServiceContext): void {
  const { services } = context.settings(Settings)
  const kinds = fieldKinds(context.contributions(fieldTypes))
  services.forEach((configured, index) => {
    const service = withoutMissing(configured, kinds)
    if (services.findIndex(({ id }) => id === service.id) !== index) throw errors.twice({ service: service.id })
    assertPlugins(service, kinds)
    const flaws = lintService(service, kinds).map(({ code, at, message }) => `${code} at ${at} (${message})`)
    if (flaws.length > 0) throw errors.flawed({ service: service.id, flaws: flaws.join('; ') })
  })
}

/** A contributed kind is named after its plugin, e.g. `appointments.slot`. */
function assertPlugins(service: Service, kinds: FieldKinds): void {
  for (const [name, field] of Object.entries(service.fields)) {
    if (!isContributed(field) || kinds.has(field.kind)) continue
    const [plugin = ''] = field.kind.split('.')
    throw errors.pluginMissing({ service: service.id, field: name, kind: field.kind, plugin })
  }
}
