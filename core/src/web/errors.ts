import { defineError } from '../base/error.ts'

export const errors = {
  pageNotFound: defineError('web.page-not-found', 404, 'There is no page at this address'),
  foreignOrigin: defineError('web.foreign-origin', 403, 'Requests that change something must come from this portal'),
  csrfToken: defineError('web.csrf-token', 403, 'The form is too old or not from this portal; load the page again'),
  formUnknown: defineError('web.form-unknown', 400, 'This page has no such form'),
  mediaType: defineError('web.media-type', 415, 'Send JSON, urlencoded or multipart'),
  bodyTooLarge: defineError('web.body-too-large', 413, 'The request is too large; {limit} MB are possible'),
  tooManyFiles: defineError('web.too-many-files', 413, 'At most {limit} files can come with one request'),
  fileTooLarge: defineError('web.file-too-large', 413, 'The file is too large; {limit} MB are possible'),
  badFile: defineError('web.bad-file', 400, 'A file cannot be accepted; see problems'),
  bodyMalformed: defineError('web.body-malformed', 400, 'The request body cannot be read'),
  unavailable: defineError('web.unavailable', 503, 'The portal cannot answer at the moment; try again soon'),
  overloaded: defineError(
    'web.overloaded',
    503,
    'The portal has too much to do at the moment; try again in some seconds',
  ),
  foreignTarget: defineError(
    'web.foreign-target',
    500,
    'A page leads to {origin}, which neither a payment nor an identity provider of this portal declares',
  ),
  internal: defineError('web.internal', 500, 'Something went wrong here; the operator finds it under {correlationId}'),
  flashTooLarge: defineError(
    'web.flash-too-large',
    500,
    'The reply of {action} is too large to show after a redirect; redirect to a page of its own',
  ),
  uiMissing: defineError(
    'web.ui-missing',
    500,
    'The browser files of {package} are missing in {folder}; run "npm run build"',
  ),
}
