import { defineError } from '../base/error.ts'

/** What storage refuses, by stable code. */
export const errors = {
  badDatabaseUrl: defineError(
    'storage.bad-database-url',
    500,
    'The database address must begin with "sqlite:" or "postgres://", but begins with "{start}"',
  ),
  unreachable: defineError('storage.unreachable', 503, 'The database cannot be opened: {reason}'),
  closed: defineError('storage.closed', 503, 'The database is closed'),
  readOnly: defineError('storage.read-only', 500, 'This entity manager only reads; write in a unit of work'),
  outsideUnitOfWork: defineError(
    'storage.outside-unit-of-work',
    500,
    'This entity manager belongs to no running unit of work',
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
  jobNotFound: defineError('storage.job-not-found', 404, 'There is no failed job {id}'),
}
