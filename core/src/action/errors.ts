import { errors as authErrors } from '../auth/errors.ts'
import { defineError } from '../base/error.ts'

export const errors = {
  loginRequired: defineError('auth.login-required', 401, 'Log in first (realm {realm})'),
  stepUpRequired: defineError('auth.step-up-required', 403, 'This needs a login at trust level {level}'),
  confirmationRequired: authErrors.confirmationRequired,
  forbidden: defineError('auth.forbidden', 403, 'The permission {permission} is missing'),
  invalidInput: defineError('action.invalid-input', 400, 'The input does not fit; see problems'),
  notFound: defineError('action.not-found', 404, 'There is no such thing, or not for you'),
  conflict: defineError('action.conflict', 409, 'The object was changed in the meantime'),
  keyReused: defineError('action.idempotency-key-reused', 422, 'This Idempotency-Key was used with another request'),
  keyMalformed: defineError(
    'action.idempotency-key-malformed',
    400,
    'An Idempotency-Key has 8 to 128 characters of A-Z a-z 0-9 _ -',
  ),
  noAudit: defineError('action.no-audit', 500, 'The action {action} wrote without calling record()'),
  readOnly: defineError('action.read-only', 500, 'The action {action} reads only; it cannot {attempt}'),
  nestedTransaction: defineError(
    'action.nested-transaction',
    500,
    'The action {action} is one transaction; it cannot call {called}, which has its own',
  ),
  unknownService: defineError(
    'plugin.service-missing',
    500,
    'The plugin {plugin} uses the service {service}, which no installed plugin provides',
  ),
}

/** There is no such thing, or not for this person; both look alike from outside. */
export const notFound = errors.notFound
/** The object was changed in the meantime. */
export const conflict = errors.conflict
/** The permission is missing; `authorize` throws it by itself. */
export const forbidden = errors.forbidden
/** Asks the person to log in at the trust level `{ level }` and leads back here. */
export const stepUpRequired = errors.stepUpRequired
/** Reports problems with the input that only the handler can see; pass `{ problems: [{ pointer, code }] }`. */
export const invalidInput = (problems: { pointer: string; code: string; params?: Record<string, string | number> }[]) =>
  errors.invalidInput({}, { problems })
