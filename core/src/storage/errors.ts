import { defineError } from '../base/error.ts'

/** What storage refuses, by stable code. */
export const errors = {
  badDatabaseUrl: defineError(
    'storage.bad-database-url',
    500,
    'The database address must begin with "sqlite:" or "postgres://", but begins with "{start}"',
  ),
  databaseInUse: defineError(
    'storage.database-in-use',
    500,
    'Another portal uses {file}. SQLite serves one portal process; stop the other, or use PostgreSQL for several',
  ),
  unreachable: defineError('storage.unreachable', 503, 'The database cannot be opened: {reason}'),
  fileUnusable: defineError(
    'storage.file-unusable',
    500,
    'The database file {file} cannot be opened: {reason}. Give it and its folder to the user that the portal runs as, or set DATABASE_URL',
  ),
  databaseDamaged: defineError(
    'storage.database-damaged',
    500,
    'The database file {file} is damaged ({problem}); restore it from a backup',
  ),
  full: defineError(
    'storage.full',
    503,
    'There is no room left to store anything; nothing was changed. Free disk space, the portal goes on by itself',
  ),
  failing: defineError(
    'storage.failing',
    503,
    'The disk or the database behind it does not work; nothing was changed. See the log and the disk',
  ),
  exhausted: defineError(
    'storage.exhausted',
    503,
    'The portal has too many files open at the moment; nothing was changed. Raise its limit of open files (ulimit -n)',
  ),
  closed: defineError('storage.closed', 503, 'The database is closed'),
  readOnly: defineError('storage.read-only', 500, 'This entity manager only reads; write in a unit of work'),
  outsideUnitOfWork: defineError(
    'storage.outside-unit-of-work',
    500,
    'This entity manager belongs to no running unit of work',
  ),
  nestedTransaction: defineError(
    'storage.nested-transaction',
    500,
    'A unit of work is one transaction already; none can begin inside it',
  ),
  badCursor: defineError('storage.bad-cursor', 400, 'The page position in the address is not valid'),
  badOrder: defineError(
    'storage.bad-order',
    500,
    '{entity} cannot be paged by "{order}": the property must exist and never be null',
  ),
  badEventPayload: defineError(
    'storage.bad-event-payload',
    500,
    'The payload of event {event} does not fit its schema: {reason}',
  ),
  badMigrationSet: defineError('storage.bad-migration-set', 500, 'Migration {migration} of {plugin} {reason}'),
  migrationFailed: defineError(
    'storage.migration-failed',
    500,
    'Migration {migration} of {plugin} failed and nothing of this run was kept: {reason}',
  ),
  migrationDrift: defineError(
    'storage.migration-drift',
    500,
    'The database has run migration {migration} of {plugin}, which the installed version does not know; install a version that does',
  ),
  noVault: defineError(
    'storage.no-vault',
    500,
    'A migration seals personal data, but the vault of this database is not open; open it before migrating',
  ),
  migrationsFailed: defineError('storage.migrations-failed', 500, 'The migrations could not be run: {reason}'),
  blobNotFound: defineError('storage.blob-not-found', 404, 'There is no stored file {hash}'),
  blobDamaged: defineError(
    'storage.blob-damaged',
    500,
    'The stored file {hash} no longer has the content it was stored with',
  ),
  blobTooLarge: defineError('storage.blob-too-large', 413, 'The file is larger than {limit} bytes'),
  blobQuarantined: defineError(
    'storage.blob-quarantined',
    409,
    'The file {hash} has not been scanned yet; try again in a few minutes',
  ),
  blobInfected: defineError(
    'storage.blob-infected',
    403,
    'The scanner found malware in the file {hash}; it stays shut',
  ),
  uploadNotStored: defineError(
    'storage.upload-not-stored',
    500,
    'The file {name} did not come with the input of an action, so it cannot be kept',
  ),
  blobUnscannable: defineError(
    'storage.blob-unscannable',
    403,
    'The scanner cannot look into the file {hash}; it stays shut',
  ),
  blobStoreUnreachable: defineError('storage.blob-store-unreachable', 503, 'The file store does not answer: {reason}'),
  jobNotFound: defineError('storage.job-not-found', 404, 'There is no failed job {id}'),
}
