import { defineError } from '../base/error.ts'

/** What the vault refuses, by stable code. */
export const errors = {
  notOpen: defineError(
    'vault.not-open',
    500,
    'The vault of this database is not open; open it before sealing or opening',
  ),
  damaged: defineError(
    'vault.damaged',
    500,
    'The sealed value in {place} was changed or belongs to another place; restore it from a backup',
  ),
  keyLost: defineError(
    'vault.key-lost',
    500,
    'The data key {key} is missing although it was never destroyed; restore the table core_data_key from a backup',
  ),
  masterKeyUnknown: defineError(
    'vault.master-key-unknown',
    500,
    'The master key {masterKey} that wraps a data key is not in {file}; put the file back from its backup',
  ),
  masterKeyLost: defineError(
    'vault.master-key-lost',
    500,
    'There are data keys in the database but no master key in {file}; put the file back from its backup',
  ),
  masterKeyInvalid: defineError(
    'vault.master-key-invalid',
    500,
    'The file {file} is not a list of master keys: one "id base64" per line, 32 bytes each',
  ),
  masterKeyExposed: defineError(
    'vault.master-key-exposed',
    500,
    'Others may read the master key {file}; run "chmod 600 {file}"',
  ),
  notWriting: defineError(
    'vault.not-writing',
    500,
    'A first value of {subject} can only be sealed in a unit of work, since its key is made with it',
  ),
  keysInUse: defineError(
    'vault.keys-in-use',
    503,
    'A transaction has held the data keys for too long; the master keys were left as they are, try again later',
  ),
  badSubject: defineError('vault.bad-subject', 500, 'A row of {table} cannot be sealed without its {property}'),
}
