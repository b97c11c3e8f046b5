import { Type, after, anyone, html, page, redirect } from '@kreiswerk/core'
import { button, confirmation, details, t, tag } from '@kreiswerk/ui-kit'
import { confirmEntry, leaveList, showEntry, showUnconfirmedEntry } from '../waiting/entryActions.ts'
import { entryFacts, shownEntry } from './entryParts.ts'

const params = Type.Object({ link: Type.String({ maxLength: 200 }) })

/** Where the link of the mail leads: it shows, the button confirms. */
export const confirmEntryPage = page({
  path: '/termine/eintrag-bestaetigen/:link',
  area: 'citizen',
  allow: anyone,
  title: t('entry.confirm-title'),
  params,
  load: async (context) => shownEntry(context, await context.call(showUnconfirmedEntry, { params: context.params })),
  render: ({ data, params: { link }, form }) => html`
    <p class="kw-lead">${t('entry.confirm-intro')}</p>
    ${entryFacts(data)} ${form.for(confirmEntry, () => button.submit(t('entry.confirm-now')), { params: { link } })}
  `,
  done: [after(confirmEntry, ({ reply }) => redirect(`/termine/eintrag/${reply.link}`))],
})

/** The entry of whoever has its link. */
export const entryPage = page({
  path: '/termine/eintrag/:link',
  area: 'citizen',
  allow: anyone,
  title: t('entry.title'),
  params,
  load: async (context) => shownEntry(context, await context.call(showEntry, { params: context.params })),
  render: ({ data, params: { link }, form }) => html`
    <p>${tag(t(`entry.state.${data.entry.state}`), 'success')}</p>
    ${entryFacts(data)}
    ${details(
      t('entry.leave'),
      form.for(
        leaveList,
        () =>
          html`<p>${t('entry.leave-body')}</p>
            ${button.warning(t('entry.leave-now'))}`,
        { params: { link } },
      ),
    )}
  `,
  done: [after(leaveList, () => confirmation(t('entry.left'), t('entry.left-body')))],
})
