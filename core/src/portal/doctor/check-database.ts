import { checkpointFile } from '../../audit/kept-checkpoint.ts'
import { loadOrCreateKey, readPublicKey } from '../../audit/key.ts'
import { checkedHead, lastCheckpoint } from '../../audit/log-head.ts'
import { assertSettled } from '../../audit/restored-log.ts'
import { waitingEntries } from '../../audit/loose-entries.ts'
import { opens } from '../../base/opens.ts'
import type { Clock } from '../../base/clock.ts'
import { openDatabase } from '../../storage/database.ts'
import type { Database, Entities } from '../../storage/database.ts'
import { sayCount } from '../../storage/capped-count.ts'
import { countJobs } from '../../storage/job-counts.ts'
import { planMigrations } from '../../storage/migration.ts'
import { isStuck, waitingFiles } from '../../storage/waiting-files.ts'
import type { InstalledPlugin } from '../../plugin/installed-plugin.ts'
import { sqliteFile } from '../../storage/sqlite-engine.ts'
import { hasTable } from '../../storage/has-table.ts'
import { nameTables, orphanAdvice, orphanedTables } from '../orphaned-tables.ts'
import { migrationSetsOf } from '../schema-set.ts'
import { checkMasterKeys } from './check-master-keys.ts'
import type { Finding } from './finding.ts'
import { checked, ok, problem, warning } from './finding.ts'

export interface DatabaseToCheck {
  url: string
  entities: Entities
  plugins: readonly InstalledPlugin[]
  dataFolder: string
  clock: Clock
}

export interface DatabaseChecked {
  findings: Finding[]
  /** Whether the audit log has signed anything; `null` where the database does not say. */
  logBegun: boolean | null
}

/** Looks at the database and what it says about work and the audit log. Changes nothing and creates nothing. */
export async function checkDatabase(options: DatabaseToCheck): Promise<DatabaseChecked> {
  const { url, dataFolder } = options
  const advice = 'Check DATABASE_URL, the database server and the way to it'
  const found = url.startsWith('sqlite:') ? await checked('database', advice, () => checkFile(sqliteFile(url))) : []
  if (found.length > 0) {
    // A checkpoint that was kept says that there was a log, also where this user may not read it.
    const kept = await checkpointFile(dataFolder)
      .read()
      .catch(() => '')
    return { findings: found, logBegun: found[0]!.health === 'warning' && kept === null ? false : null }
  }
  let logBegun: boolean | null = null
  const findings = await checked('database', advice, () =>
    checkOpened(options, (begun) => {
      logBegun = begun
    }),
  )
  return { findings, logBegun }
}

/** Nothing where the file can be opened. */
async function checkFile(file: string): Promise<Finding[]> {
  const found = file === ':memory:' ? 'yes' : opens(file, 'r+')
  if (found === 'yes') return []
  return found === 'missing'
    ? [
        warning(
          'database',
          `${file} is not there yet`,
          'It is made at the first start; if there was one, restore a backup',
        ),
      ]
    : [
        problem(
          'database',
          `${file} cannot be read and written by this user`,
          'Give it to the user that the portal runs as, and look as that user',
        ),
      ]
}

async function checkOpened(
  { url, entities, clock, ...options }: DatabaseToCheck,
  tellBegun: (begun: boolean) => void,
): Promise<Finding[]> {
  const database = await openDatabase({ url, entities, clock })
  try {
    tellBegun(await hasBegun(database))
    const reachable = ok('database', `${database.engine} answers`)
    const migrations = await checked('migrations', 'Install the plugin versions that were in use', () =>
      checkMigrations(database, options.plugins),
    )
    if (migrations.some(({ health }) => health === 'problem')) return [reachable, ...migrations]
    const jobs = await checked('jobs', 'See the log of the portal', () => checkJobs(database, clock()))
    const log = await checked('audit log', 'See "What to do when" in docs/operate.md', () =>
      checkLog(database, { dataFolder: options.dataFolder, clock }),
    )
    const files = await checked('files', 'See the log of the portal', () => checkFiles(database, clock()))
    const masters = await checked('keys', 'People’s data cannot be read without it', () =>
      checkMasterKeys(database, options.dataFolder),
    )
    return [reachable, ...migrations, ...masters, ...jobs, ...files, ...log]
  } finally {
    await database.close()
  }
}

const hasBegun = async (database: Database): Promise<boolean> =>
  (await hasTable(database, 'core_audit_checkpoint')) && (await lastCheckpoint(database.em())) !== undefined

async function checkMigrations(database: Database, plugins: readonly InstalledPlugin[]): Promise<Finding[]> {
  const { pending, orphaned } = await planMigrations(database, migrationSetsOf(plugins))
  const gone = [...new Set(orphaned.map((key) => key.split(':')[0] ?? key))].join(', ')
  const tables = orphaned.length === 0 ? [] : await orphanedTables(database, plugins)
  return [
    pending.length === 0
      ? ok('migrations', 'none pending')
      : problem(
          'migrations',
          `${pending.length} pending, first ${pending[0]}`,
          'Back up, then run "kreiswerk migrate run"',
        ),
    ...(orphaned.length === 0
      ? []
      : [warning('migrations', `tables of ${gone}, not installed: ${nameTables(tables)}`, orphanAdvice)]),
  ]
}

async function checkJobs(database: Database, now: Date): Promise<Finding[]> {
  const { waiting, overdue, dead } = await countJobs(database.em(), now)
  return [
    overdue.count === 0
      ? ok('jobs', `${sayCount(waiting)} waiting, none overdue`)
      : warning(
          'jobs',
          `${sayCount(overdue)} of ${sayCount(waiting)} overdue by more than 5 minutes`,
          'Start the portal: its worker does them',
        ),
    ...(dead.count === 0
      ? []
      : [warning('jobs', `${sayCount(dead)} given up`, 'Look at them on the page /staff/betrieb')]),
  ]
}

async function checkFiles(database: Database, now: Date): Promise<Finding> {
  const files = await waitingFiles(database.em())
  const found = `${sayCount(files.waiting)} wait for the scanner, ${sayCount(files.rejected)} rejected`
  return isStuck(files, now)
    ? warning(
        'files',
        `${found}; ${files.reason ?? 'nobody has looked at them'}`,
        'Check the scanner and the way to it',
      )
    : ok('files', found)
}

async function checkLog(
  database: Database,
  { dataFolder, clock }: Pick<DatabaseToCheck, 'dataFolder' | 'clock'>,
): Promise<Finding[]> {
  const publicKey = await readPublicKey(dataFolder)
  const last = await lastCheckpoint(database.em())
  if (publicKey === null) {
    if (last === undefined) return [ok('audit log', 'not begun')]
    return [problem('audit log', 'there is a log, but not its key', 'Restore "audit" in the data folder from a backup')]
  }
  // The name is taken from the key that is there.
  const key = await loadOrCreateKey(dataFolder, 'unused')
  await assertSettled(dataFolder)
  const { size } = await checkedHead(database.em(), key, await checkpointFile(dataFolder).read())
  const waiting = await waitingEntries(database.em())
  const behind = last === undefined ? 0 : Math.round((last.signedAt.getTime() - clock().getTime()) / 1000)
  return [
    ok('audit log', `${size} entries, ${sayCount(waiting)} waiting, goes on from the kept checkpoint`),
    behind > 60
      ? problem('clock', `${behind} s behind the last signed checkpoint`, 'Set the clock of this machine (NTP)')
      : ok('clock', 'not behind the last signed checkpoint'),
  ]
}
