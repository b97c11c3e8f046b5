import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { button, field, t } from '@kreiswerk/ui-kit'
import type { AnyAction } from '../../action/action.ts'
import { type RemoteProvider, providersFor } from '../../auth/identity-provider.ts'
import type { Realm } from '../../auth/tables.ts'
import type { TrustLevel } from '../../base/trust.ts'
import type { Forms } from '../../web/form.ts'
import type { AccountDesk } from './account-desk.ts'

export interface ProviderChoice {
  form: Forms
  /** Starts the login; its body is `provider`, `level` and `next`. */
  action: AnyAction
  providers: readonly RemoteProvider[]
  level: TrustLevel
  next: string
  /** Whether these are the main thing to do on the page. */
  main?: boolean
}

/** Where people of a realm can prove who they are at this level, besides the portal's own password. */
export const remoteProvidersFor = (desk: AccountDesk, realm: Realm, level: TrustLevel): RemoteProvider[] =>
  providersFor(desk.providers, realm, level).filter((provider) => provider.kind === 'oidc')

/** A button per provider; each is a form, since it leaves the portal with a new login under way. */
export const providerChoice = ({ form, action, providers, level, next, main }: ProviderChoice): TemplateResult =>
  html`<div class="kw-buttons">
    ${providers.map(({ id, label }) =>
      form.for(action, () => {
        const words = t('core.account.login.with', { provider: label })
        return html`${field.hidden({ name: 'provider', value: id })} ${field.hidden({ name: 'level', value: level })}
        ${next === '' ? nothing : field.hidden({ name: 'next', value: next })}
        ${main === true ? button.submit(words) : button.secondary(words)}`
      }),
    )}
  </div>`
