import { asFunction, createContainer, InjectionMode } from 'awilix/browser'
import type { AwilixContainer } from 'awilix/browser'
import type { Text } from '@kreiswerk/ui-kit'
import type { Logger } from 'pino'
import { errors as actionErrors } from '../action/errors.ts'
import type { ExtensionPoint, ServiceReference } from '../base/reference.ts'
import type { ServiceContext } from './define-plugin.ts'
import { errors } from './errors.ts'
import type { InstalledPlugin } from './installed-plugin.ts'

/** The services and contributions of all plugins: one container per plugin, made on first use. */
export interface Services {
  resolve<T>(plugin: string, reference: ServiceReference<T>): T | undefined
  contributions<T>(point: ExtensionPoint<T>): T[]
  contextOf(plugin: InstalledPlugin): ServiceContext
}

interface ServiceSettings {
  origin: string
  land: string
  log: Logger
}

/** Wires plugins: who provides what, who contributes what. Throws when two provide one service or a point is unknown. */
export function createServices(plugins: readonly InstalledPlugin[], settings: ServiceSettings): Services {
  const providers = new Map<string, { plugin: string; container: AwilixContainer }>()
  const contributed = contributionsOf(plugins)

  const services: Services = {
    resolve<T>(_plugin: string, reference: ServiceReference<T>) {
      return providers.get(reference.id)?.container.resolve<T>(reference.id)
    },
    contributions: <T>(point: ExtensionPoint<T>) => (contributed.get(point.id) ?? []) as T[],
    contextOf: (plugin) => ({
      origin: settings.origin,
      land: settings.land,
      log: settings.log.child({ plugin: plugin.id }),
      settings: () => plugin.settings as never,
      contributions: services.contributions,
      useOptional: (reference) => services.resolve(plugin.id, reference),
      use(reference) {
        const found = services.resolve(plugin.id, reference)
        if (found === undefined) throw actionErrors.unknownService({ plugin: plugin.id, service: reference.id })
        return found
      },
    }),
  }

  for (const plugin of plugins) {
    const container = createContainer({ injectionMode: InjectionMode.PROXY, strict: true })
    for (const { reference, create } of plugin.declaration.provides ?? []) {
      const first = providers.get(reference.id)?.plugin
      if (first !== undefined) throw errors.serviceTwice({ first, second: plugin.id, service: reference.id })
      container.register(reference.id, asFunction(() => create(services.contextOf(plugin))).singleton())
      providers.set(reference.id, { plugin: plugin.id, container })
    }
  }
  return services
}

function contributionsOf(plugins: readonly InstalledPlugin[]): Map<string, unknown[]> {
  const contributed = new Map<string, unknown[]>()
  for (const plugin of plugins) {
    for (const point of plugin.declaration.extensionPoints ?? []) contributed.set(point.id, [])
  }
  for (const plugin of plugins) {
    const { contributes = [] } = plugin.declaration
    const contributions = typeof contributes === 'function' ? contributes(plugin.settings as never) : contributes
    for (const { point, value } of contributions) {
      const values = contributed.get(point.id)
      if (values !== undefined) values.push(inWordsOf(plugin.id, value))
      else if (!isOptional(plugin, point.id)) throw errors.foreignPoint({ plugin: plugin.id, point: point.id })
    }
  }
  return contributed
}

/** A contribution is shown by another plugin and yet in the words of the one that made it. */
function inWordsOf(plugin: string, value: unknown): unknown {
  if (Object.getPrototypeOf(value ?? 0) !== Object.prototype) return value
  const members = Object.entries(value as object).map(([key, member]) => [
    key,
    isText(member) ? member.ownedBy(plugin) : member,
  ])
  return Object.fromEntries(members)
}

// By shape, not by class: a plugin may come with another copy of the ui-kit.
const isText = (value: unknown): value is Text => typeof value === 'object' && value !== null && 'ownedBy' in value

/** A point is named after the plugin that offers it, e.g. `online-service.field-types@1`. */
const isOptional = (plugin: InstalledPlugin, point: string): boolean =>
  Object.keys(plugin.package.manifest.optional ?? {}).some((id) => point.startsWith(`${id}.`))
