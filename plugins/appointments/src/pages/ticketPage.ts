import { Type, anyone, html, nothing, page } from '@kreiswerk/core'
import { button, say, t } from '@kreiswerk/ui-kit'
import { qrCodeOf, qrImage } from '../booking/qrCode.ts'
import { officeOf } from '../catalogue/catalogue.ts'
import { dayInWords, timeInWords } from '../time/words.ts'
import { showTicket } from '../visit/showTicket.ts'

/** A number and its place in line: at the terminal, on paper and on the own phone. */
export const ticketPage = page({
  path: '/termine/nummer/:link',
  area: 'citizen',
  allow: anyone,
  title: t('ticket.title'),
  screen: { refreshSeconds: 20 },
  params: Type.Object({ link: Type.String({ maxLength: 200 }) }),
  /** The terminal that the page is shown at, to get back there. */
  query: Type.Object({
    automat: Type.Optional(Type.String({ maxLength: 200, pattern: '^[0-9a-f-]{36}\\.[\\w=+-]+$' })),
  }),
  async load(context) {
    const { params, origin, query } = context
    const ticket = await context.call(showTicket, { params })
    const isAtTerminal = query.automat !== undefined
    const code = isAtTerminal ? await qrCodeOf(`${origin}/termine/nummer/${params.link}`) : null
    return { ticket, office: officeOf(context, ticket.office), code }
  },
  render({ data: { ticket, office, code }, params, query, locale }) {
    const { timeZone } = office
    const arrived = new Date(ticket.arrivedAt)
    const back = query.automat === undefined ? undefined : `/termine/automat/${query.automat}`
    return html`
      <p class="kw-board__number">${ticket.ticket}</p>
      <div role="status">${standing(ticket, timeZone)}</div>
      ${
        back === undefined
          ? html`<p><a href="/termine/aufruf/${office.id}">${t('ticket.display')}</a></p>`
          : html`<div class="kw-buttons">
              ${button.submit(t('ticket.done'), { href: back })}
              <appointments-print>${button.secondary(t('ticket.print'), { type: 'button' })}</appointments-print>
            </div>`
      }
      <p class="kw-hint">
        ${say(office.name)}, ${dayInWords(arrived, timeZone, locale)}, ${timeInWords(arrived, timeZone)} Uhr
      </p>
      ${code === null ? nothing : html`<p>${t('ticket.phone')}</p>`} ${qrImage(code, t('ticket.phone'))}
      <appointments-follow src="/api/appointments/tickets/${params.link}" back=${back ?? nothing}></appointments-follow>
    `
  },
})

interface Standing {
  state: string
  desk: string | null
  ahead: number
  waitFrom: number
  waitTo: number
  appointmentAt: string | null
}

function standing({ state, desk, ahead, waitFrom, waitTo, appointmentAt }: Standing, timeZone: string) {
  if (state === 'called' || state === 'serving')
    return html`<p class="kw-board__now">${t('ticket.go', { desk: desk ?? '' })}</p>`
  if (state === 'parked') return html`<p class="kw-lead">${t('ticket.parked')}</p>`
  if (state !== 'waiting') return html`<p class="kw-lead">${t(`ticket.${state}`)}</p>`
  const place = html`<p class="kw-lead">${ahead === 0 ? t('ticket.first') : t('ticket.ahead', { count: ahead })}</p>`
  const due = appointmentAt === null ? null : timeInWords(new Date(appointmentAt), timeZone)
  return html`${place}
    <p>${due === null ? t('ticket.wait', { from: waitFrom, to: waitTo }) : t('ticket.appointment', { time: due })}</p>`
}
