import { html } from 'lit'
import { button, field, t } from '@kreiswerk/ui-kit'
import { action } from '../../action/action.ts'
import { anyone } from '../../action/allow.ts'
import { redeemRecovery } from '../../auth/staff-recovery.ts'
import { Type } from '../../base/schema.ts'
import { after, page } from '../../web/page.ts'
import { redirect } from '../../web/redirect.ts'
import { loginRequestOf } from './account-desk.ts'

export const redeemRecoveryCode = action({
  route: 'POST /staff-recoveries',
  summary: 'Use the code an administrator handed over; leads to a new password and second factor',
  allow: anyone,
  ownTransactions: true,
  body: Type.Object({ code: Type.String({ minLength: 1, maxLength: 60 }) }),
  reply: Type.Object({ secret: Type.String() }),
  run: async (context) => ({ secret: await redeemRecovery(loginRequestOf(context), context.body.code) }),
})

/** Where staff who cannot log in any more use the code that an administrator handed over in person. */
export const recoveryPage = page({
  path: '/staff/wiederherstellen',
  area: 'staff',
  allow: anyone,
  title: t('core.account.staff-recovery.title'),
  render: ({ form }) =>
    html`<p class="kw-lead">${t('core.account.staff-recovery.intro')}</p>
      ${form.for(
        redeemRecoveryCode,
        () =>
          html`${field.text({
            name: 'code',
            label: t('core.account.staff-recovery.code'),
            hint: t('core.account.staff-recovery.hint'),
            autocomplete: 'off',
            spellcheck: false,
            width: 'l',
          })}
          ${button.submit(t('kit.continue'))}`,
      )}
      <p><a href="/staff/anmelden">${t('core.account.staff-login.title')}</a></p>`,
  done: [after(redeemRecoveryCode, ({ reply }) => redirect(`/staff/einrichten/${encodeURIComponent(reply.secret)}`))],
})
