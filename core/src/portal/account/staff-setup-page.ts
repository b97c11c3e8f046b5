import { html } from 'lit'
import type { TemplateResult } from 'lit'
import { button, definitionList, details, field, notification, stepIndicator, t } from '@kreiswerk/ui-kit'
import { anyone } from '../../action/allow.ts'
import { staffSetupState } from '../../auth/staff-setup.ts'
import { totpQrCode, totpUrl } from '../../auth/totp.ts'
import { Type } from '../../base/schema.ts'
import type { Forms } from '../../web/form.ts'
import { after, page } from '../../web/page.ts'
import { redirect } from '../../web/redirect.ts'
import { accountDesk } from './account-desk.ts'
import { finishSetup, startSetup } from './staff-setup-actions.ts'

const steps = [{ label: t('core.account.setup.you') }, { label: t('core.account.setup.app') }]

/** Sets up a staff account: the first one with the printed address, further ones by invitation, a lost one again. */
export const staffSetupPage = page({
  path: '/staff/einrichten/:secret',
  area: 'staff',
  allow: anyone,
  title: t('core.account.setup.title'),
  params: Type.Object({ secret: Type.String({ maxLength: 200 }) }),
  async load({ em, params, now, use }) {
    const state = await staffSetupState(em, params.secret, now)
    if (state === null) return { step: 'over' as const }
    if (state.step === 'details') return state
    const { email, totpSecret } = state
    return {
      step: state.step,
      totpSecret,
      qrCode: await totpQrCode(await totpUrl(totpSecret, email, use(accountDesk).name)),
    }
  },
  render({ form, params, data }) {
    if (data.step === 'details') return detailsForm(form, params, data)
    if (data.step === 'code') return codeForm(form, params, data)
    return html`${notification({
        kind: 'warning',
        title: t('core.account.setup.invalid'),
        body: t('core.account.setup.invalid-body'),
      })}
      <p><a href="/staff/anmelden">${t('core.account.staff-login.title')}</a></p>`
  },
  done: [
    after(startSetup, ({ reply }) => redirect(`/staff/einrichten/${encodeURIComponent(reply.secret)}`)),
    after(finishSetup, ({ reply }) => redirect(reply.next)),
  ],
})

const detailsForm = (
  form: Forms,
  params: { secret: string },
  { person, recovers }: { person: { email: string; name: string } | null; recovers: boolean },
): TemplateResult =>
  html`${stepIndicator({ steps, current: 0 })}
    <p class="kw-lead">
      ${t(recovers ? 'core.account.setup.recovers' : person === null ? 'core.account.setup.intro' : 'core.account.setup.invited')}
    </p>
    ${form.for(
      startSetup,
      () =>
        html`${person === null ? personFields() : knownPerson(person)}
        ${field.password({
          name: 'password',
          label: t('core.account.password'),
          hint: t('core.account.password-hint'),
          autocomplete: 'new-password',
        })}
        ${button.submit(t('kit.continue'))}`,
      { params },
    )}`

const personFields = (): TemplateResult =>
  html`${field.text({ name: 'name', label: t('core.account.name'), autocomplete: 'name', width: 'l' })}
  ${field.email({ name: 'email', label: t('core.account.work-email'), autocomplete: 'username' })}`

const knownPerson = ({ name, email }: { name: string; email: string }): TemplateResult =>
  definitionList([
    { term: t('core.account.name'), description: name },
    { term: t('core.account.work-email'), description: email },
  ])

const codeForm = (
  form: Forms,
  params: { secret: string },
  { qrCode, totpSecret }: { qrCode: string; totpSecret: string },
): TemplateResult =>
  html`${stepIndicator({ steps, current: 1 })}
    <p class="kw-lead">${t('core.account.setup.scan')}</p>
    <p><img src=${qrCode} width="240" height="240" alt=${t('core.account.setup.qr-code')} /></p>
    ${details(
      t('core.account.setup.by-hand'),
      html`<p>${t('core.account.setup.type-this')}</p>
        <p><code class="kw-code">${totpSecret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code></p>`,
    )}
    ${form.for(
      finishSetup,
      () =>
        html`${field.code({ name: 'code', label: t('core.account.code.label'), hint: t('core.account.code.hint') })}
        ${button.submit(t('core.account.setup.finish'))}`,
      { params },
    )}`
