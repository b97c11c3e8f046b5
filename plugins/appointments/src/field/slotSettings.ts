import type { ContributedField } from '@kreiswerk/online-service/contract'
import type { Variant } from '../office/office.ts'
import type { Catalogue } from './catalogue.ts'

/** What the definition of an online service says about its slot field. */
export interface SlotSettings {
  /** Id of the service of this plugin that the appointment is for. */
  readonly service: string
  /** Ids of the offices that are offered; all that do it unless told. */
  readonly offices?: readonly string[]
  /** How people meet; `counter` unless told. */
  readonly variant?: Variant
  /** Days from filling in to the first day that is offered. */
  readonly leadDays?: number
}

export const settingsOf = (field: ContributedField): SlotSettings => field.settings as SlotSettings

/** What is wrong with such settings, as a sentence. */
export function slotFlaw(field: ContributedField, { offices, services }: Catalogue): string | null {
  const { service, offices: wanted = [], variant = 'counter' } = (field.settings ?? {}) as Partial<SlotSettings>
  const known = service === undefined ? undefined : services.get(service)
  if (known === undefined) return `There are no appointments for ${service ?? 'nothing'}`
  if (!known.variants.includes(variant)) return `${known.id} is not done by ${variant}`
  const unknown = wanted.find((id) => !offices.some((office) => office.id === id))
  if (unknown !== undefined) return `There is no office ${unknown}`
  const can = (id: string) =>
    offices.find((office) => office.id === id)!.groups.some((group) => group.services.includes(known.id))
  const unable = wanted.find((id) => !can(id))
  return unable === undefined ? null : `${unable} does not do ${known.id}`
}
