import { html } from 'lit'
import { backLink, definitionList, formatDateTime, notification, t, table } from '@kreiswerk/ui-kit'
import { anyone } from '../../action/allow.ts'
import { notFound } from '../../action/errors.ts'
import { service } from '../../base/reference.ts'
import { Type } from '../../base/schema.ts'
import type { Mailbox } from '../../mail/mailbox.ts'
import { page } from '../../web/page.ts'

/** The mails of a portal without a mail server. */
export const mailbox = service<Mailbox>('core.mailbox@1')

const path = '/entwicklung/postfach'

const listPage = page({
  path,
  area: 'citizen',
  allow: anyone,
  title: t('core.mailbox.title'),
  load: ({ use }) => use(mailbox).list(),
  render: ({ data }) =>
    html`${notification({ kind: 'warning', title: t('core.mailbox.warning') })}
    ${table({
      caption: t('core.mailbox.caption'),
      columns: [
        { key: 'at', label: t('core.mailbox.at'), cell: ({ at }) => formatDateTime(at), nowrap: true },
        { key: 'to', label: t('core.mailbox.to') },
        {
          key: 'subject',
          label: t('core.mailbox.subject'),
          cell: ({ id, subject }) => html`<a href="${path}/${id}">${subject}</a>`,
          rowHeader: true,
        },
      ],
      rows: data,
      empty: t('core.mailbox.empty'),
    })}`,
})

const readPage = page({
  path: `${path}/:id`,
  area: 'citizen',
  allow: anyone,
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  async load({ use, params }) {
    const mail = await use(mailbox).read(params.id)
    if (mail === null) throw notFound()
    return mail
  },
  title: ({ data }) => data.subject,
  render: ({ data, origin }) =>
    html`${backLink(path, t('core.mailbox.title'))}
      ${definitionList([
        { term: t('core.mailbox.to'), description: data.to },
        { term: t('core.mailbox.at'), description: formatDateTime(data.at) },
      ])}
      <div class="kw-mail">${data.text.split('\n').map((line) => html`<p>${withLinks(line, origin)}</p>`)}</div>`,
})

/** Makes the portal's own addresses in a line clickable. */
function withLinks(line: string, origin: string) {
  return line
    .split(/(https?:\/\/\S+)/)
    .map((part) => (part.startsWith(`${origin}/`) ? html`<a href=${part.slice(origin.length)}>${part}</a>` : part))
}

/** The kept mails as pages open to everybody: for development and demonstrations only. */
export const mailboxPages = [listPage, readPage]
