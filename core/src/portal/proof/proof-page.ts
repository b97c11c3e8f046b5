import { html } from 'lit'
import { button, confirmation, definitionList, field, formatDateTime, inset, notification, t } from '@kreiswerk/ui-kit'
import { anyone } from '../../action/allow.ts'
import { after, page } from '../../web/page.ts'
import { checkReceipt } from './proof-actions.ts'

/** Where anybody can check a receipt of the audit log. */
export const proofPage = page({
  path: '/nachweis',
  area: 'citizen',
  allow: anyone,
  title: t('core.proof.title'),
  footer: true,
  render: ({ form }) =>
    html`<p class="kw-lead">${t('core.proof.intro')}</p>
      ${form.for(
        checkReceipt,
        () =>
          html`${field.textarea({ name: 'receipt', label: t('core.proof.receipt'), hint: t('core.proof.hint'), rows: 10 })}
          ${button.submit(t('core.proof.check'))}`,
      )}
      ${inset(
        html`<p>
          ${t('core.proof.offline')} <a href="/api/core/audit/key">${t('core.proof.key')}</a>,
          <a href="/api/core/audit/checkpoint">${t('core.proof.checkpoint')}</a>
        </p>`,
      )}`,
  done: [
    after(checkReceipt, ({ reply }) =>
      reply.valid
        ? html`${confirmation(t('core.proof.valid'), t('core.proof.valid-body'))}
          ${definitionList([
            { term: t('core.proof.at'), description: formatDateTime(reply.at ?? '') },
            { term: t('core.proof.object'), description: reply.object ?? '' },
            { term: t('core.proof.place'), description: `${(reply.index ?? 0) + 1} / ${reply.size}` },
          ])}`
        : notification({ kind: 'error', title: t('core.proof.invalid'), body: reply.sentence }),
    ),
  ],
})
