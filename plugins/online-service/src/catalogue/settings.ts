import { Type } from '@kreiswerk/core'
import type { Static } from '@kreiswerk/core'
import type { Service } from '../service/defineService.ts'

/** What a municipality decides about its online services. */
export const Settings = Type.Object({
  services: Type.Array(Type.Unsafe<Service>({ type: 'object' }), { default: [] }),
  /** What tracking numbers begin with. */
  trackingPrefix: Type.String({ pattern: '^[A-Z]{1,6}$', default: 'KW' }),
  /** Who issues certificates, as the letterhead says. */
  authority: Type.Object(
    {
      name: Type.String({ default: 'Stadtverwaltung' }),
      /** Unit, address and contact. */
      lines: Type.Array(Type.String(), { default: [] }),
    },
    { default: {} },
  ),
  /** A line on every certificate of a portal that is not in official use. */
  specimen: Type.Optional(Type.String()),
})

export type OnlineServiceSettings = Static<typeof Settings>
