import appointments from '../../plugins/appointments/src/plugin.ts'
import type { ConfiguredOffice } from '../../plugins/appointments/src/catalogue/settings.ts'
import { offices } from '../../sample-deployment/appointments/offices.ts'
import { services } from '../../sample-deployment/appointments/services.ts'
import sample from '../../sample-deployment/kreiswerk.config.ts'
import { unitX } from './people.ts'
import type { Slot } from './slots.ts'

const station = offices.find(({ id }) => id === 'bahnhof')!
/** In unit X; whatever can be done at the one can be done at the other. */
const depot = { ...station, id: 'recyclinghof', name: { de: 'Recyclinghof' }, unit: unitX }

/** Where the appointment in a slot is. */
export const officeIn = (slot: Slot): ConfiguredOffice => (slot === 'elsewhere' ? station : depot)

const withDepot = appointments({ offices: [...offices, depot], services })

/** The plugins of the sample, with an office in unit X besides that is like the one at the station in unit Y. */
export const plugins = sample.plugins.map((plugin) => (plugin.module === withDepot.module ? withDepot : plugin))
