import { Type, after, html, nothing, notFound, page, redirect, signedIn } from '@kreiswerk/core'
import { backLink, button, definitionList, fieldset, say, stepIndicator, t } from '@kreiswerk/ui-kit'
import { formContext, requireTrust, serviceOf } from '../catalogue/catalogue.ts'
import { fieldTypes } from '../contract.ts'
import { readFilling } from '../draft/draft.ts'
import { saveDraftPage } from '../draft/saveDraftPage.ts'
import { viewFiles } from '../file/fileView.ts'
import { answerOf, kindOf } from '../field/group.ts'
import { loadLive } from '../field/liveAnswers.ts'
import { formValues } from '../form/fieldControl.ts'
import { groupControls } from '../form/groupControls.ts'
import type { Service } from '../service/defineService.ts'
import { askedPages, orderedFields, pageOf } from '../service/form.ts'
import { isContributed } from '../service/withoutMissing.ts'
import { inWords } from '../service/wording.ts'

/** The steps of an application: its pages, then the check of all answers. */
export function stepsOf(service: Service, pages: readonly { id: string; title: Service['title'] }[]) {
  return [
    ...pages.map(({ id, title }) => ({ label: say(title), href: `/dienste/${service.id}/antrag/${id}` })),
    { label: t('check.step') },
  ]
}

// The Enter key presses the first button of a form, which must not be one that changes files or shows more.
const goesOn = html`<button class="kw-visually-hidden" tabindex="-1" aria-hidden="true"></button>`

export const formPage = page({
  path: '/dienste/:service/antrag/:page',
  area: 'citizen',
  allow: signedIn(),
  heading: false,
  params: Type.Object({ service: Type.String({ maxLength: 100 }), page: Type.String({ maxLength: 100 }) }),
  /** What one field is to show, as `<field>:<what>`. */
  query: Type.Object({ zeige: Type.Optional(Type.String({ maxLength: 100 })) }),
  async load(context) {
    const service = serviceOf(context, context.params.service)
    const page = pageOf(service, context.params.page)
    if (page === undefined) throw notFound()
    requireTrust(service, context.actor)
    const filling = await readFilling(context.em, service, context.actor, context.now)
    const pages = askedPages(service, filling.answers)
    const current = pages.findIndex(({ id }) => id === page.id)
    // Somebody followed an old link to a page that is not asked any more.
    if (current < 0) return redirect(`/dienste/${service.id}/antrag/${pages[0]?.id ?? ''}`)
    const contributed = new Map(context.contributions(fieldTypes).map((type) => [type.kind, type]))
    const place = { ownerId: context.actor.accountId!, caseId: null }
    const files = await viewFiles(context, filling.answers, place)
    const { kinds } = formContext(context)
    const asked = { service, answers: filling.answers, accountId: place.ownerId, names: pages[current]!.asked }
    const live = await loadLive(context, asked, { show: showIn(context.query.zeige), locale: context.locale })
    return { service, page, pages, current, filling, contributed, live, files, kinds }
  },
  title: ({ data }) => say(data.page.title),
  render({ data, form, locale }) {
    const { service, page, pages, current, filling, contributed, live, files, kinds } = data
    const fields = orderedFields(service)
    const fixed = page.fields.filter((name) => Object.hasOwn(filling.fixed, name))
    const open = page.fields.filter((name) => !fixed.includes(name))
    const back = pages[current - 1]
    return html`
      ${backLink(back ? `/dienste/${service.id}/antrag/${back.id}` : `/dienste/${service.id}`)}
      ${stepIndicator({ steps: stepsOf(service, pages), current })}
      <h1>${say(page.title)}</h1>
      ${page.intro ? html`<p class="kw-lead">${say(page.intro)}</p>` : ''}
      ${
        fixed.length === 0
          ? ''
          : fieldset(
              { legend: t('form.from-login'), hint: t('form.from-login-hint') },
              definitionList(
                fixed.map((name) => {
                  const field = fields[name]!
                  const words = kindOf(field, { kinds }).words(filling.fixed[name], field, locale)
                  return { term: inWords(field.label, locale), description: words.join(', ') }
                }),
              ),
            )
      }
      ${form.for(
        saveDraftPage,
        () => html`
          ${open.some((name) => fields[name]!.kind === 'file' || isContributed(fields[name]!)) ? goesOn : nothing}
          ${groupControls(fields, open, (name) => name, {
            locale,
            contributed,
            live,
            files,
            around: (name) => answerOf(filling.answers, name),
          })}
          ${button.submit(t('form.continue'))}
          <p class="kw-hint">${t('form.kept')}</p>
        `,
        { params: { service: service.id, page: page.id }, values: formValues(filling.answers) },
      )}
    `
  },
  done: [
    after(saveDraftPage, ({ reply, view }) => {
      const { service } = view.params as { service: string }
      if (reply.next === null) return redirect(`/dienste/${service}/pruefen`)
      const { changed, show } = reply
      const shown = show === null ? '' : `?zeige=${encodeURIComponent(`${changed}:${show}`)}`
      const place = changed === null ? '' : `#field-${changed}-group`
      return redirect(`/dienste/${service}/antrag/${reply.next}${shown}${place}`)
    }),
  ],
})

/** Reads `wishDate:2026-12-08` as what the field wishDate shows. */
function showIn(query = ''): Record<string, string> {
  const [name = '', ...rest] = query.split(':')
  return rest.length === 0 ? {} : { [name]: rest.join(':') }
}
