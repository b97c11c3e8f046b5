import { Type, action, decide, may } from '@kreiswerk/core'
import { phraseIn } from '@kreiswerk/ui-kit'
import { servicesOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import { dayOf } from '../time/cell.ts'
import { officesOfStaff } from './officeOfStaff.ts'

/** What staff choose from: their offices and what people come for. */
export const listOffices = action({
  route: 'GET /staff-offices',
  summary: 'The offices of your units, with what people come for',
  allow: may('appointments.see-calendar'),
  reply: Type.Object({
    offices: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        today: Type.String({ format: 'date' }),
        mayBook: Type.Boolean(),
        mayPlan: Type.Boolean(),
        services: Type.Array(
          Type.Object({
            id: Type.String(),
            title: Type.String(),
            persons: Type.Integer(),
            variants: Type.Array(Type.String()),
          }),
        ),
      }),
    ),
    horizonDays: Type.Integer(),
  }),
  run(context) {
    const { locale, now, actor, settings } = context
    const services = servicesOf(context)
    return {
      offices: officesOfStaff(context, 'appointments.see-calendar').map(({ id, name, unit, timeZone, groups }) => ({
        id,
        name: phraseIn(name, locale),
        today: dayOf(now, timeZone),
        mayBook: decide(actor, 'appointments.book', { unit }).allowed,
        mayPlan: decide(actor, 'appointments.plan', { unit }).allowed,
        services: [...new Set(groups.flatMap((group) => group.services))].flatMap((service) => {
          const found = services.get(service)
          return found === undefined
            ? []
            : [
                {
                  id: service,
                  title: phraseIn(found.title, locale),
                  persons: found.persons,
                  variants: [...found.variants],
                },
              ]
        }),
      })),
      horizonDays: settings(Settings).horizonDays,
    }
  },
})
