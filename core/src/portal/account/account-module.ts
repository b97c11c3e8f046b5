import { type Provision, provide } from '../../plugin/define-plugin.ts'
import type { Deployment } from '../deployment.ts'
import { collectMessages } from '../site-messages.ts'
import { flattenUnits } from '../units.ts'
import { accountDesk } from './account-desk.ts'
import { accountPages } from './account-page.ts'
import { administrationActions } from './administration-actions.ts'
import { administrationPages } from './administration-pages.ts'
import { confirmIdentity, confirmStaffIdentity } from './confirm-actions.ts'
import { confirmPages } from './confirm-pages.ts'
import { enterCode, logIn, logInStaff, logOut, logOutStaff } from './login-actions.ts'
import { identityActions } from './identity-actions.ts'
import { loginPages } from './login-pages.ts'
import { logInElsewhere, logInElsewhereStaff, returnFromProvider, returnFromProviderStaff } from './provider-actions.ts'
import { passkeyActions } from './passkey-actions.ts'
import { passwordPages } from './password-pages.ts'
import { changeOwnPassword, changeOwnStaffPassword, requestPasswordReset, setNewPassword } from './password-actions.ts'
import { providerPages } from './provider-pages.ts'
import { confirmAddress, registerCitizen, resendRegistration } from './registration-actions.ts'
import { registrationPages } from './registration-pages.ts'
import { endOtherSessions, endOtherStaffSessions, endSession, endStaffSession } from './session-actions.ts'
import { recoveryPage, redeemRecoveryCode } from './staff-recovery-page.ts'
import { finishSetup, startSetup } from './staff-setup-actions.ts'
import { staffSetupPage } from './staff-setup-page.ts'

export const accountActions = {
  registerCitizen,
  resendRegistration,
  confirmAddress,
  logIn,
  logOut,
  logInStaff,
  enterCode,
  logOutStaff,
  confirmIdentity,
  confirmStaffIdentity,
  logInElsewhere,
  logInElsewhereStaff,
  returnFromProvider,
  returnFromProviderStaff,
  startSetup,
  finishSetup,
  endSession,
  endStaffSession,
  endOtherSessions,
  endOtherStaffSessions,
  ...administrationActions,
  ...passkeyActions,
  ...identityActions,
  redeemRecoveryCode,
  requestPasswordReset,
  setNewPassword,
  changeOwnPassword,
  changeOwnStaffPassword,
}

export const allAccountPages = [
  ...registrationPages,
  ...loginPages,
  ...providerPages,
  ...confirmPages,
  ...passwordPages,
  staffSetupPage,
  recoveryPage,
  ...administrationPages,
  ...accountPages,
]

export type AccountSettings = Pick<Deployment, 'name' | 'identity' | 'roles' | 'units' | 'developmentMailbox'>

/** Provides what accounts need to know of the deployment. */
export const provideAccountDesk = ({ name, identity, roles, units, developmentMailbox }: AccountSettings): Provision =>
  provide(accountDesk, () => {
    const messages = collectMessages([])
    return {
      name,
      providers: identity,
      roles,
      units: flattenUnits(units),
      mailboxHref: developmentMailbox === true ? '/entwicklung/postfach' : null,
      say: (locale, text) => messages.say('core', locale, text),
    }
  })
