import { Type, after, anyone, html, nothing, page, redirect } from '@kreiswerk/core'
import { backLink, button, confirmation, definitionList, field, inset, say, t, table } from '@kreiswerk/ui-kit'
import { officesFor } from '../catalogue/catalogue.ts'
import { registerWish } from '../draw/registerWish.ts'
import { drawnService, zoneOf } from '../draw/readDraw.ts'
import { listLots, showDraws } from '../draw/showDraws.ts'
import { dayInWords, timeInWords, wholeDay } from '../time/words.ts'
import { personFields, wishFields } from './wishFields.ts'

const service = Type.String({ maxLength: 100 })

/** Takes part in a draw, and shows how those before went. */
export const drawPage = page({
  path: '/termine/verlosung/:service',
  area: 'citizen',
  allow: anyone,
  title: t('draw.title'),
  params: Type.Object({ service }),
  async load(context) {
    const { params, call, now, actor } = context
    const drawn = drawnService(context, params.service)
    const { opensAt, closesAt, draws } = await call(showDraws, { params })
    const need = { items: [{ service: drawn.id, persons: 1 }], variant: drawn.variants[0]! }
    const current = draws.find((draw) => draw.state === 'open' && draw.closesAt === closesAt)
    const zone = zoneOf(context, drawn)
    const inWords = (moment: string) =>
      `${dayInWords(new Date(moment), zone, context.locale)}, ${timeInWords(new Date(moment), zone)} Uhr`
    return {
      drawn,
      draws,
      need,
      current,
      offices: officesFor(context, need),
      isCollecting: current !== undefined && new Date(opensAt) <= now,
      opens: inWords(opensAt),
      closes: inWords(closesAt),
      values: { offices: [], timeOfDay: 'any', name: actor.name ?? '', email: actor.email ?? '' },
    }
  },
  render: ({
    data: { drawn, draws, need, current, offices, isCollecting, opens, closes, values },
    form,
    locale,
  }) => html`
    ${backLink('/termine', t('find.title'))}
    <h2>${say(drawn.title)}</h2>
    <p>${t('draw.intro')}</p>
    ${inset(isCollecting ? t('draw.open', { time: closes }) : t('draw.next', { time: opens }))}
    ${
      current === undefined
        ? nothing
        : html`<p>
            ${t('draw.week', { first: wholeDay(current.firstDay, locale), last: wholeDay(current.lastDay, locale) })}
          </p>`
    }
    ${
      isCollecting
        ? form.for(
            registerWish,
            () => html`
              ${wishFields(need, offices)} ${personFields()}
              ${field.checkbox({ name: 'wait', label: t('draw.wait'), optional: true })} ${button.submit(t('draw.now'))}
            `,
            { values },
          )
        : nothing
    }
    <h2>${t('draw.results')}</h2>
    <p>${t('draw.how')}</p>
    ${draws.length === 0 ? html`<p>${t('draw.none')}</p>` : nothing}
    ${draws.map(
      (draw) => html`
        <h3>${wholeDay(draw.firstDay, locale)}</h3>
        ${definitionList([
          { term: t('draw.hash'), description: html`<code class="kw-break">${draw.seedHash}</code>` },
          {
            term: t('draw.seed'),
            description: draw.seed === null ? t('draw.seed-later') : html`<code class="kw-break">${draw.seed}</code>`,
          },
          ...(draw.seed === null
            ? []
            : [
                { term: t('draw.entries'), description: String(draw.entries) },
                { term: t('draw.winners'), description: String(draw.winners) },
              ]),
        ])}
        ${
          draw.seed === null
            ? nothing
            : html`<p><a href="/termine/verlosung/${drawn.id}/${draw.firstDay}">${t('draw.lots')}</a></p>`
        }
      `,
    )}
  `,
  done: [
    after(registerWish, ({ reply }) =>
      reply.link === null
        ? confirmation(t('waiting.check-mail'), t('waiting.check-mail-body'))
        : redirect(`/termine/eintrag/${reply.link}`),
    ),
  ],
})

/** The order of one draw. */
export const lotsPage = page({
  path: '/termine/verlosung/:service/:day',
  area: 'citizen',
  allow: anyone,
  title: t('draw.lots-title'),
  params: Type.Object({ service, day: Type.String({ format: 'date' }) }),
  query: Type.Object({ ab: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })) }),
  load: ({ call, params, query }) =>
    call(listLots, { params, query: query.ab === undefined ? {} : { after: query.ab } }),
  render: ({ data: { lots, next }, params }) => html`
    ${backLink(`/termine/verlosung/${params.service}`, t('draw.title'))}
    ${
      lots.length === 0
        ? html`<p>${t('draw.none')}</p>`
        : table({
            caption: t('draw.lots-title'),
            captionHidden: true,
            columns: [
              { key: 'rank', label: t('draw.rank'), cell: ({ rank }) => String(rank), rowHeader: true },
              { key: 'ticket', label: t('draw.ticket'), cell: ({ ticket }) => html`<code>${ticket}</code>` },
              {
                key: 'won',
                label: t('draw.won'),
                cell: ({ won }) => (won === null ? '…' : t(won ? 'draw.won-yes' : 'draw.won-no')),
              },
            ],
            rows: lots,
          })
    }
    ${next === null ? nothing : html`<p><a rel="next" href="?ab=${next}">${t('draw.more')}</a></p>`}
  `,
})
