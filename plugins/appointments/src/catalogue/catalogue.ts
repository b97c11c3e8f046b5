import { defineError, notFound } from '@kreiswerk/core'
import type { PluginContext, ServiceContext } from '@kreiswerk/core'
import type { Office, Service } from '../office/office.ts'
import type { Need } from '../slot/need.ts'
import { groupsFor } from '../slot/need.ts'
import { Settings } from './settings.ts'

export const errors = {
  twice: defineError('appointments.configured-twice', 500, 'Two {kind} of appointments have the id {id}'),
  unknown: defineError(
    'appointments.configured-wrongly',
    500,
    'The office {office} names the {kind} {id}, which is unknown',
  ),
  timeZone: defineError(
    'appointments.time-zone-unknown',
    500,
    'The office {office} has the time zone {timeZone}, which is unknown',
  ),
}

type Configured = Pick<PluginContext, 'settings'>

export const officesOf = (context: Configured): readonly Office[] => context.settings(Settings).offices

/** The office of this id; throws `action.not-found`. */
export function officeOf(context: Configured, id: string): Office {
  const office = officesOf(context).find((candidate) => candidate.id === id)
  if (office === undefined) throw notFound()
  return office
}

export const servicesOf = (context: Configured): ReadonlyMap<string, Service> =>
  new Map(context.settings(Settings).services.map((service) => [service.id, service]))

/** The services that people make appointments for by themselves. */
export const offeredServices = (context: Configured): readonly Service[] =>
  context.settings(Settings).services.filter(({ byApplication }) => byApplication !== true)

/** The offices that can do all of it. */
export const officesFor = (context: Configured, need: Need): Office[] =>
  officesOf(context).filter((office) => groupsFor(need, office).size > 0)

/** Stops the start when the settings contradict themselves. */
export function checkCatalogue(context: ServiceContext): void {
  const { offices, services } = context.settings(Settings)
  assertOnce('services', services)
  assertOnce('offices', offices)
  const serviceIds = new Set(services.map(({ id }) => id))
  const officeIds = new Set(offices.map(({ id }) => id))
  for (const office of offices) {
    assertOnce(`groups of ${office.id}`, office.groups)
    assertTimeZone(office)
    if (office.parent !== undefined && !officeIds.has(office.parent)) {
      throw errors.unknown({ office: office.id, kind: 'parent', id: office.parent })
    }
    const groups = new Set(office.groups.map(({ id }) => id))
    const wrongGroup = office.rules?.find(({ group }) => !groups.has(group))
    if (wrongGroup !== undefined) throw errors.unknown({ office: office.id, kind: 'group', id: wrongGroup.group })
    const wrongService = office.groups.flatMap((group) => group.services).find((id) => !serviceIds.has(id))
    if (wrongService !== undefined) throw errors.unknown({ office: office.id, kind: 'service', id: wrongService })
  }
}

function assertOnce(kind: string, things: readonly { id: string }[]): void {
  const twice = things.find(({ id }, index) => things.findIndex((other) => other.id === id) !== index)
  if (twice !== undefined) throw errors.twice({ kind, id: twice.id })
}

// A format finds its zone slowly at first, and knows other names of the zones too.
const zones = new Set(Intl.supportedValuesOf('timeZone'))

function assertTimeZone({ id, timeZone }: Office): void {
  if (zones.has(timeZone)) return
  try {
    new Intl.DateTimeFormat('de', { timeZone }).format()
  } catch (cause) {
    throw errors.timeZone({ office: id, timeZone }, { cause })
  }
}
