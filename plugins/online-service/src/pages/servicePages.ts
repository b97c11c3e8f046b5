import { Type, after, anyone, html, nothing, page, redirect } from '@kreiswerk/core'
import { button, cardGrid, definitionList, formatMoney, notification, say, serviceCard, t } from '@kreiswerk/ui-kit'
import { serviceOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import { readFilling } from '../draft/draft.ts'
import { discardDraft } from '../draft/discardDraft.ts'
import type { Service } from '../service/defineService.ts'
import { askedPages } from '../service/form.ts'

const trustText = (service: Service) => t(`trust.${service.trust}`)

/** The lowest fee of the examples: a service says what it costs before anybody fills in anything. */
const startingFee = (service: Service) => Math.min(...service.examples.map((example) => example.fee))

function feeText(service: Service) {
  const fees = new Set(service.examples.map((example) => example.fee))
  if (Math.max(...fees) === 0) return t('service.free')
  const amount = formatMoney(startingFee(service))
  return fees.size === 1 && service.examples.length > 1 ? amount : t('service.fee-from', { amount })
}

export const servicesPage = page({
  path: '/dienste',
  area: 'citizen',
  allow: anyone,
  title: t('services.title'),
  menu: { label: t('services.menu'), order: 10 },
  load: ({ settings }) => settings(Settings).services,
  render: ({ data }) => html`
    <p class="kw-lead">${t('services.intro')}</p>
    ${cardGrid(
      ...data.map((service) =>
        serviceCard({
          title: say(service.title),
          description: say(service.summary),
          href: `/dienste/${service.id}`,
          fee: feeText(service),
          duration: service.duration && say(service.duration),
          login: trustText(service),
        }),
      ),
    )}
  `,
})

export const servicePage = page({
  path: '/dienste/:service',
  area: 'citizen',
  allow: anyone,
  params: Type.Object({ service: Type.String({ maxLength: 100 }) }),
  async load(context) {
    const service = serviceOf(context, context.params.service)
    const isCitizen = context.actor.kind === 'citizen'
    const filling = isCitizen ? await readFilling(context.em, service, context.actor, context.now) : null
    const [first] = askedPages(service, filling?.answers ?? {})
    return { service, first: first?.id ?? '', savedAt: filling?.savedAt ?? null }
  },
  title: ({ data }) => say(data.service.title),
  render: ({ data: { service, first, savedAt }, form }) => html`
    <p class="kw-lead">${say(service.summary)}</p>
    ${
      savedAt === null
        ? nothing
        : notification({
            title: t('service.draft-found'),
            body: form.for(
              discardDraft,
              () =>
                html`<p>${t('service.draft-found-body')}</p>
                  ${button.link(t('service.draft-discard'))}`,
              { params: { service: service.id } },
            ),
          })
    }
    ${
      service.needs === undefined
        ? nothing
        : html`<h2>${t('service.needs')}</h2>
            <ul>
              ${service.needs.map((need) => html`<li>${say(need)}</li>`)}
            </ul>`
    }
    <h2>${t('service.facts')}</h2>
    ${definitionList([
      { term: t('service.fee'), description: feeText(service) },
      ...(service.duration ? [{ term: t('service.duration'), description: say(service.duration) }] : []),
      { term: t('service.login'), description: trustText(service) },
      { term: t('service.legal-basis'), description: service.legalBasis.join(', ') },
    ])}
    <p>
      ${button.submit(savedAt === null ? t('service.start') : t('service.continue'), {
        href: `/dienste/${service.id}/antrag/${first}`,
      })}
    </p>
  `,
  done: [after(discardDraft, ({ view }) => redirect(view.url))],
})
