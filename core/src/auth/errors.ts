import { defineError } from '../base/error.ts'

/** What can go wrong around accounts and logins; none of these tells whether an account exists. */
export const errors = {
  passwordTooShort: defineError('auth.password-too-short', 400, 'A password has at least {min} characters'),
  passwordTooLong: defineError('auth.password-too-long', 400, 'A password has at most {max} characters'),
  passwordTooCommon: defineError(
    'auth.password-too-common',
    400,
    'This password is among the first that attackers try',
  ),
  confirmationRequired: defineError('auth.confirmation-required', 403, 'Confirm first that it is you (realm {realm})'),
  passwordWrong: defineError('auth.password-wrong', 403, 'The current password is another one'),
  detailsMissing: defineError('auth.details-missing', 400, 'Name and address are missing'),
  ownAccount: defineError('auth.own-account', 403, 'Nobody does this to the own account; ask another administrator'),
  fourEyes: defineError('auth.four-eyes', 403, 'Somebody else than who started this has to confirm it'),
  roleUnknown: defineError('auth.role-unknown', 400, 'The deployment knows no role {role}'),
  unitUnknown: defineError('auth.unit-unknown', 400, 'There is no such unit here'),
  periodBackwards: defineError('auth.period-backwards', 400, 'The last day is before the first'),
  roleBeyondOwn: defineError(
    'auth.role-beyond-own',
    403,
    'The role {role} brings the permission {permission}, which you do not hold there',
  ),
  roleOutlivesOwn: defineError(
    'auth.role-outlives-own',
    403,
    'You hold what the role {role} brings until {year}-{month}-{day}; nobody gives it for longer',
  ),
  invitationVoid: defineError(
    'auth.invitation-void',
    403,
    'Whoever invited you may not give this access any more; ask for a new invitation',
  ),
  recoveryCodeWrong: defineError('auth.recovery-code-wrong', 403, 'This code is wrong, used up or expired'),
  recoveryUnconfirmed: defineError(
    'auth.recovery-unconfirmed',
    403,
    'A second administrator has to confirm the recovery first',
  ),
  passkeyFailed: defineError('auth.passkey-failed', 403, 'The passkey did not prove itself'),
  passkeyTaken: defineError('auth.passkey-taken', 409, 'This passkey is known already'),
  loginFailed: defineError('auth.login-failed', 403, 'E-mail address and password do not match an account'),
  codeWrong: defineError('auth.code-wrong', 403, 'The one-time code is wrong or was used before'),
  tooManyAttempts: defineError('auth.too-many-attempts', 429, 'Too many attempts; try again in {seconds} seconds'),
  tokenInvalid: defineError('auth.token-invalid', 400, 'This link is used up, expired or incomplete'),
  attemptExpired: defineError('auth.attempt-expired', 400, 'This login was started too long ago or in another browser'),
  providerUnknown: defineError('auth.provider-unknown', 404, 'There is no identity provider {provider} here'),
  providerRefused: defineError(
    'auth.provider-refused',
    400,
    'The identity provider {provider} did not confirm the login',
  ),
  providerUnreachable: defineError(
    'auth.provider-unreachable',
    503,
    'The identity provider {provider} does not answer',
  ),
  trustTooLow: defineError('auth.trust-too-low', 403, 'The identity provider reported {have}, needed is {need}'),
  identityTaken: defineError('auth.identity-taken', 409, 'This identity belongs to another account'),
  otherIdentity: defineError(
    'auth.other-identity',
    409,
    'Another identity of this provider opens this account; log in with that one, or remove it from the account first',
  ),
  lastWayIn: defineError('auth.last-way-in', 409, 'Nothing else opens this account'),
  accountDisabled: defineError('auth.account-disabled', 403, 'This account is disabled'),
  emailTaken: defineError('auth.email-taken', 409, 'There is an account with this e-mail address already'),
} as const
