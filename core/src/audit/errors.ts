import { defineError } from '../base/error.ts'

export const auditErrors = {
  entryTooLarge: defineError(
    'audit.entry-too-large',
    500,
    'The audit entry has {size} bytes; at most {limit} are allowed',
  ),
  detailsTooLarge: defineError(
    'audit.details-too-large',
    500,
    'The audit details have {size} bytes; at most {limit} are allowed',
  ),
  entryUnknown: defineError('audit.entry-unknown', 404, 'There is no audit entry {id}'),
  logDamaged: defineError('audit.log-damaged', 503, 'The audit log is damaged at {what}; run the audit verification'),
  rollbackDetected: defineError(
    'audit.rollback-detected',
    503,
    'The audit log ({size} entries) does not continue the checkpoint kept outside the database ({keptSize} entries). See "What to do when" in docs/operate.md',
  ),
  restored: defineError(
    'audit.restored',
    503,
    'The data come from a backup of {at} with {size} entries in the audit log; more may have been signed since. Run "kreiswerk audit resume" with the newest checkpoint there is',
  ),
  checkpointTooOld: defineError(
    'audit.checkpoint-too-old',
    409,
    'The checkpoint of {shownSize} entries is older than the restored log, which had {size}: it does not show that nothing was signed after them. Name a newer checkpoint, or accept the loss with --accept-loss "<reason>"',
  ),
  keyMismatch: defineError(
    'audit.key-mismatch',
    503,
    'The last checkpoint of the audit log was not signed by the key of {name}',
  ),
  keyInvalid: defineError('audit.key-invalid', 500, 'The audit key of {name} cannot be read'),
  keyLost: defineError(
    'audit.key-lost',
    500,
    'The private audit key {file} is missing, but its public key is there; restore it',
  ),
  keyExposed: defineError(
    'audit.key-exposed',
    500,
    'The private audit key {file} can be read by others; set its mode to 0600',
  ),
}
