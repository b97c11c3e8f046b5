import { defineError } from '../base/error.ts'

export const errors = {
  badAddress: defineError(
    'scan.bad-address',
    500,
    'The scanner address "{address}" must be <host>:<port> or the path of a socket',
  ),
  unavailable: defineError('scan.unavailable', 503, 'The scanner cannot say whether a file is clean: {reason}'),
}
