// Every check of `kreiswerk doctor`, in the good case and in the bad ones.
import { chmodSync, cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { markRestored } from '../../src/audit/restored-log.ts'
import { password } from '../../src/auth/identity-provider.ts'
import { systemClock } from '../../src/base/clock.ts'
import type { HealthOutcome } from '../../src/payments/provider.ts'
import type { Deployment } from '../../src/portal/deployment.ts'
import { roomFinding } from '../../src/portal/doctor/check-folder.ts'
import { diagnose } from '../../src/portal/doctor/diagnose.ts'
import type { Health } from '../../src/portal/doctor/finding.ts'
import { testDeployment } from '../../src/testing/test-deployment.ts'
import { masterKeyFile, newMasterKey, readKeys, writeMasterKeys } from '../../src/vault/master-keys.ts'
import { fixturePlugin } from './fixture-plugin.ts'
import { databaseIn, leaveEntry, openStored, temporaryFolder } from './stored-portal.ts'

t.setTimeout(120_000)

interface Case {
  check: string
  name: string
  health: Health
  deployment?: Partial<Deployment>
  origin?: string
  database?: string
  /** Spoils what the portal has left in its data folder. */
  spoil?(dataFolder: string): void | Promise<void>
  clock?(): Date
}

const mail = { send: async () => {}, close: () => {} }
const refused = () => Promise.reject(new Error('connection refused'))
const payments = (outcome: HealthOutcome): Partial<Deployment> => {
  const unknown = async () => ({ kind: 'unknown', cause: 'not asked' }) as const
  return { payments: { id: 'pay', pageOrigins: [], create: unknown, query: unknown, status: async () => outcome } }
}
const withMigration = (t: Test): Partial<Deployment> => {
  const up = (db: { schema: { createTable(name: string): { execute(): Promise<void> } } }) =>
    db.schema.createTable('fixture_thing').execute()
  const migrations = [{ name: '0001-things', up }] as never
  return { plugins: [fixturePlugin(t, { migrations }, { tables: 'fixture_' })()] }
}

const cases = (t: Test): Case[] => [
  { check: 'settings', name: 'as they should be', health: 'ok' },
  {
    check: 'settings',
    name: 'a role with an unknown permission',
    health: 'problem',
    deployment: { roles: { a: ['x.y'] } },
  },
  { check: 'settings', name: 'an address that is not encrypted', health: 'warning', origin: 'http://portal.example' },
  {
    check: 'settings',
    name: 'mails that everybody can read',
    health: 'warning',
    deployment: { developmentMailbox: true },
  },
  { check: 'settings', name: 'no texts', health: 'problem', deployment: { texts: '/nowhere' } },
  {
    check: 'settings',
    name: 'a theme that is not there',
    health: 'problem',
    deployment: { assets: import.meta.dirname, theme: 'no-theme.css' },
  },
  { check: 'disk', name: 'folders that can be written', health: 'ok' },
  {
    check: 'disk',
    name: 'a file in place of the data folder',
    health: 'problem',
    spoil(folder) {
      rmSync(folder, { recursive: true })
      writeFileSync(folder, '')
    },
  },
  {
    check: 'disk',
    name: 'a file in place of the folder of uploads',
    health: 'problem',
    spoil(folder) {
      rmSync(join(folder, 'uploads'), { recursive: true, force: true })
      writeFileSync(join(folder, 'uploads'), '')
    },
  },
  { check: 'database', name: 'one that answers', health: 'ok' },
  { check: 'database', name: 'one that is not there yet', health: 'warning', database: 'sqlite:/nowhere/portal.db' },
  { check: 'database', name: 'a server that is away', health: 'problem', database: 'postgres://a@127.0.0.1:1/a' },
  {
    check: 'database',
    name: 'a file that is none',
    health: 'problem',
    spoil: (folder) => writeFileSync(join(folder, 'portal.db'), 'no database '.repeat(1_000)),
  },
  { check: 'migrations', name: 'none pending', health: 'ok' },
  { check: 'migrations', name: 'one pending', health: 'problem', deployment: withMigration(t) },
  { check: 'files', name: 'none waits for the scanner', health: 'ok' },
  { check: 'audit log', name: 'goes on', health: 'ok' },
  {
    check: 'audit log',
    name: 'held after a restore',
    health: 'problem',
    spoil: (folder) => markRestored(folder, { at: '2026-11-23T09:00:00Z', size: 1 }),
  },
  { check: 'keys', name: 'there, for their owner only', health: 'ok' },
  {
    check: 'keys',
    name: 'a rotation that was not finished',
    health: 'warning',
    spoil: async (folder) => {
      const file = masterKeyFile(folder, {})
      await writeMasterKeys(file, [newMasterKey(), ...((await readKeys(file)) ?? [])])
    },
  },
  {
    check: 'keys',
    name: 'the keys of a log that has begun lost',
    health: 'problem',
    spoil: (folder) => rmSync(join(folder, 'audit'), { recursive: true }),
  },
  {
    check: 'keys',
    name: 'the keys of a log that has not begun',
    health: 'warning',
    spoil(folder) {
      for (const file of readdirSync(folder)) rmSync(join(folder, file), { recursive: true })
      writeFileSync(join(folder, 'secret.key'), '', { mode: 0o600 })
    },
  },
  {
    check: 'keys',
    name: 'the master key lost',
    health: 'problem',
    spoil: (folder) => rmSync(masterKeyFile(folder, {})),
  },
  {
    check: 'keys',
    name: 'a master key that others can read',
    health: 'problem',
    spoil: (folder) => chmodSync(masterKeyFile(folder, {}), 0o644),
  },
  {
    check: 'keys',
    name: 'the master key of another portal',
    health: 'problem',
    spoil: (folder) => writeMasterKeys(masterKeyFile(folder, {}), [newMasterKey()]),
  },
  {
    check: 'keys',
    name: 'a master key that was changed',
    health: 'problem',
    spoil: async (folder) => {
      const [{ id } = newMasterKey()] = (await readKeys(masterKeyFile(folder, {}))) ?? []
      await writeMasterKeys(masterKeyFile(folder, {}), [{ ...newMasterKey(), id }])
    },
  },
  {
    check: 'mail',
    name: 'a server that takes mails',
    health: 'ok',
    deployment: { mail: { ...mail, verify: async () => {} } },
  },
  {
    check: 'mail',
    name: 'a server that is away',
    health: 'problem',
    deployment: { mail: { ...mail, verify: refused } },
  },
  { check: 'mail', name: 'none', health: 'warning', deployment: { mail: undefined } },
  { check: 'payments', name: 'none', health: 'ok' },
  { check: 'payments', name: 'a provider that accepts them', health: 'ok', deployment: payments({ kind: 'ready' }) },
  {
    check: 'payments',
    name: 'a provider that does not know us',
    health: 'problem',
    deployment: payments({ kind: 'rejected', code: 'unknown-originator', detail: null }),
  },
  {
    check: 'payments',
    name: 'no answer',
    health: 'problem',
    deployment: payments({ kind: 'unknown', cause: 'timeout' }),
  },
  { check: 'clock', name: 'as it should be', health: 'ok' },
  { check: 'clock', name: 'far behind', health: 'problem', clock: () => new Date(Date.now() - 600_000) },
  { check: 'identity', name: 'nobody can log in', health: 'warning', deployment: { identity: [] } },
]

t.test('each check tells good from bad, and says what to do', async (t) => {
  const stored = join(temporaryFolder(t), 'data')
  const portal = await openStored(stored)
  await leaveEntry(portal, 'thing:1')
  await portal.close()
  for (const { check, name, health, deployment, origin, database, spoil, clock } of cases(t)) {
    const dataFolder = spoil === undefined ? stored : join(temporaryFolder(t), 'data')
    if (spoil !== undefined) cpSync(stored, dataFolder, { recursive: true })
    await spoil?.(dataFolder)
    const findings = await diagnose(
      { ...testDeployment([]), mail, identity: [password()], ...deployment },
      {
        folder: dataFolder,
        environment: {
          origin: origin ?? 'https://portal.example',
          dataFolder,
          database: database ?? databaseIn(dataFolder),
        },
        clock: clock ?? systemClock,
      },
    )
    const own = findings.filter((finding) => finding.check === check)
    const worst = (['problem', 'warning', 'ok'] as const).find((one) => own.some((finding) => finding.health === one))
    t.equal(worst, health, `${check}: ${name}`)
    if (health !== 'ok') t.ok(own.find((finding) => finding.health === health)?.advice, `${check}: ${name}, advice`)
  }
})

t.test('the room on the disk is enough, little, or too little', (t) => {
  t.equal(roomFinding('/data', 5_000).health, 'ok')
  t.equal(roomFinding('/data', 1_023).health, 'warning')
  t.match(roomFinding('/data', 99), { health: 'problem', found: '99 MB free for /data', advice: /room/ })
  t.end()
})
