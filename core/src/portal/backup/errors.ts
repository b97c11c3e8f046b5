import { defineError } from '../../base/error.ts'

/** What backup and restore refuse, by stable code. */
export const errors = {
  otherEngine: defineError(
    'backup.other-engine',
    500,
    'This command backs up the embedded SQLite. For PostgreSQL use pg_dump as docs/operate.md describes',
  ),
  noDatabase: defineError('backup.no-database', 404, 'There is no database {file}; has this portal been started?'),
  targetInside: defineError(
    'backup.target-inside',
    500,
    'The backup {folder} would lie in the data folder itself; choose a folder outside of {dataFolder}',
  ),
  targetTaken: defineError(
    'backup.target-taken',
    500,
    'There is already something in {folder}; choose a new folder for each backup',
  ),
  notABackup: defineError('backup.not-a-backup', 500, 'The folder {folder} holds no complete backup: {problem}'),
  fileDamaged: defineError(
    'backup.file-damaged',
    500,
    'The file {path} of the backup is not what was written ({problem}); use another backup',
  ),
  logBroken: defineError(
    'backup.log-broken',
    500,
    'The audit log in the copy is not intact: {findings} findings, the first: {first}. Run "kreiswerk audit verify"',
  ),
  otherFileSystem: defineError(
    'backup.other-file-system',
    500,
    '{place} lies on another file system than the data folder around it, so that nothing was restored. Unmount it, restore, and move what was restored there onto it',
  ),
  dataInUse: defineError(
    'backup.data-in-use',
    500,
    '{place} is in use and is never overwritten. Stop the portal, move it aside, and restore again',
  ),
}
