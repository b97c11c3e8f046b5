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
  passwordWrong: defineError('auth.password-wrong', 403, 'The current password is another one'),
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
  accountDisabled: defineError('auth.account-disabled', 403, 'This account is disabled'),
  emailTaken: defineError('auth.email-taken', 409, 'There is an account with this e-mail address already'),
} as const
