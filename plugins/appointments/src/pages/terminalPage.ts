import { Type, after, anyone, html, nothing, page, redirect } from '@kreiswerk/core'
import { button, field, say, t } from '@kreiswerk/ui-kit'
import { officeOf, servicesOf } from '../catalogue/catalogue.ts'
import { arriveAtTerminal, showTerminal, takeTicket } from '../device/useDevice.ts'

/** The terminal at the entrance: check in with a code, or take a number. */
export const terminalPage = page({
  path: '/termine/automat/:device',
  area: 'citizen',
  allow: anyone,
  title: t('terminal.title'),
  screen: {},
  params: Type.Object({ device: Type.String({ maxLength: 200 }) }),
  async load(context) {
    const { office, services } = await context.call(showTerminal, { params: context.params })
    const known = servicesOf(context)
    return { office: officeOf(context, office), services: services.flatMap((id) => known.get(id) ?? []) }
  },
  render: ({ data: { office, services }, params, form }) => html`
    <p class="kw-lead">${say(office.name)}</p>
    <section>
      <h2>${t('terminal.with')}</h2>
      ${form.for(
        arriveAtTerminal,
        () =>
          html`${field.text({
            name: 'code',
            label: t('booking.code'),
            hint: t('terminal.code-hint'),
            width: 'm',
            autocomplete: 'off',
          })}
          ${button.submit(t('terminal.arrive'))}`,
        { params },
      )}
      <appointments-terminal></appointments-terminal>
    </section>
    ${
      services.length === 0
        ? nothing
        : html`<section>
            <h2>${t('terminal.without')}</h2>
            <p>${t('terminal.without-body')}</p>
            ${form.for(
              takeTicket,
              () =>
                html`<div class="kw-big-choices">
                  ${services.map(({ id, title }) =>
                    button.secondary(say(title), { type: 'submit', name: 'service', value: id }),
                  )}
                </div>`,
              { params },
            )}
          </section>`
    }
  `,
  done: [
    after(arriveAtTerminal, ({ reply, view }) => redirect(ticketHref(reply.link, view.params))),
    after(takeTicket, ({ reply, view }) => redirect(ticketHref(reply.link, view.params))),
  ],
})

const ticketHref = (link: string, params: unknown): `/${string}` =>
  `/termine/nummer/${link}?automat=${(params as { device: string }).device}`
