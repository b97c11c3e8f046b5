import { appointmentPages } from './appointments.ts'
import {
  anErasure,
  anInquiry,
  cameBack,
  caseOf,
  caseRecipe,
  idOf,
  list,
  setup,
  staffIn,
  staffRecipe,
} from './ingredients.ts'
import type { Recipe } from './recipe.ts'

const service = 'sperrgut'

/** The addresses of pages that have parameters or need a query; the others are opened as they are. */
export const pageRecipes: Readonly<Record<string, Recipe>> = {
  '/anmelden/erhoehen': { make: () => ({ query: { stufe: 'hoch' } }) },
  '/anmelden/rueckkehr': cameBack('citizen'),
  '/staff/anmelden/rueckkehr': cameBack('staff'),
  '/staff/einrichten/:secret': { make: async (town) => ({ params: { secret: await setup(town, false) } }) },
  '/staff/konten': list((town, who, slot) => idOf(town, staffIn(who, slot))),
  '/staff/konten/:id': staffRecipe(),
  '/staff/datenschutz/:inquiry': { make: anInquiry },
  '/staff/datenschutz/:inquiry/loeschen': { make: anInquiry },
  '/staff/datenschutz/belege/:id': { make: anErasure },
  '/dienste/:service': { make: () => ({ params: { service } }) },
  '/dienste/:service/antrag/:page': { make: () => ({ params: { service, page: 'abholort' } }) },
  '/dienste/:service/pruefen': { make: () => ({ params: { service } }) },
  '/antraege': list(caseOf),
  '/antraege/:id': caseRecipe(),
  '/echtheit/:token': {
    slots: true,
    make: ({ affairs }, _who, slot) => ({ params: { token: affairs[slot].token } }),
  },
  '/staff/antraege/:id': caseRecipe(),
  ...appointmentPages,
}
