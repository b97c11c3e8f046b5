import type { Static } from '@kreiswerk/core'
import type { Settings } from '../catalogue/settings.ts'
import type { Office, Service } from '../office/office.ts'
import { groupsFor } from '../slot/need.ts'
import type { Need } from '../slot/need.ts'
import type { SlotSettings } from './slotSettings.ts'

/** Offices and services of the deployment, where no request is at hand to ask for them. */
export interface Catalogue {
  settings: Static<typeof Settings>
  offices: readonly Office[]
  services: ReadonlyMap<string, Service>
}

export const catalogueOf = (settings: Static<typeof Settings>): Catalogue => ({
  settings,
  offices: settings.offices,
  services: new Map(settings.services.map((service) => [service.id, service])),
})

/** What a slot field is an appointment for. */
export const needOf = ({ service, variant = 'counter' }: SlotSettings): Need => ({
  items: [{ service, persons: 1 }],
  variant,
})

/** The offices a slot field offers. */
export const officesFor = ({ offices }: Catalogue, settings: SlotSettings): Office[] =>
  offices.filter(
    (office) =>
      (settings.offices === undefined || settings.offices.includes(office.id)) &&
      groupsFor(needOf(settings), office).size > 0,
  )
