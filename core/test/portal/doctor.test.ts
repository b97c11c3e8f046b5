import { chmodSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { password } from '../../src/auth/identity-provider.ts'
import { systemClock } from '../../src/base/clock.ts'
import type { Deployment } from '../../src/portal/deployment.ts'
import { diagnose } from '../../src/portal/doctor/diagnose.ts'
import type { Finding } from '../../src/portal/doctor/finding.ts'
import { enqueue } from '../../src/storage/job.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { testDeployment } from '../../src/testing/test-deployment.ts'
import { databaseIn, leaveEntry, openStored, temporaryFolder } from './stored-portal.ts'

t.setTimeout(120_000)

const examine = (dataFolder: string, changes: Partial<Deployment> = {}, clock = systemClock) =>
  diagnose(
    { ...testDeployment([]), identity: [password()], ...changes },
    {
      folder: dataFolder,
      environment: { origin: 'https://portal.example', dataFolder, database: databaseIn(dataFolder) },
      clock,
    },
  )

const notOk = (findings: Finding[]) =>
  findings.filter(({ health }) => health !== 'ok').map(({ check, health }) => `${health} ${check}`)

const mail = { send: async () => {}, close: () => {} }

t.test('a portal that was never started is no problem, and is not created by looking', async (t) => {
  const dataFolder = join(temporaryFolder(t), 'data')
  const findings = await examine(dataFolder, { mail })
  t.notOk(findings.some(({ health }) => health === 'problem'))
  t.ok(notOk(findings).includes('warning database'))
  t.notOk(existsSync(dataFolder))
})

t.test('a running portal is looked at without disturbing it', async (t) => {
  const dataFolder = temporaryFolder(t)
  const portal = await openStored(dataFolder)
  t.teardown(() => portal.close())
  await leaveEntry(portal, 'thing:1')
  const findings = await examine(dataFolder, { mail })
  t.same(notOk(findings), [])
  t.ok(findings.some(({ check, found }) => check === 'audit log' && found.startsWith('1 entries')))

  await unitOfWork(portal.database, async (em) => void enqueue(em, 'test.job', {}))
  const later = () => new Date(Date.now() + 600_000)
  t.same(notOk(await examine(dataFolder, { mail }, later)), ['warning jobs'])
  const earlier = () => new Date(Date.now() - 600_000)
  t.same(notOk(await examine(dataFolder, { mail }, earlier)), ['problem clock'])
  await portal.database.orm.em.fork().execute('update core_job set dead_at = created_at, due_at = null')
  t.same(notOk(await examine(dataFolder, { mail })), ['warning jobs'])
  await portal.database.orm.em.fork().execute(
    `insert into core_blob (hash, size, media_type, state, at, kept_at)
     select 'hash', 1, 'text/plain', 'quarantined', created_at, created_at from core_job`,
  )
  const muchLater = () => new Date(Date.now() + 1_200_000)
  t.same(notOk(await examine(dataFolder, { mail }, muchLater)), ['warning jobs', 'warning files'])
})

t.test('keys that others can read, or that are lost, are problems', async (t) => {
  const dataFolder = temporaryFolder(t)
  const portal = await openStored(dataFolder)
  await leaveEntry(portal, 'thing:1')
  await portal.close()
  chmodSync(join(dataFolder, 'secret.key'), 0o644)
  t.same(notOk(await examine(dataFolder, { mail })), ['problem keys'])
  rmSync(join(dataFolder, 'audit/key.pem'))
  t.ok(notOk(await examine(dataFolder, { mail })).includes('problem audit log'))
})

t.test(
  'a mail server, a payment provider and an identity provider that do not answer are problems with advice',
  async (t) => {
    const failing = async () => {
      throw new Error('connection refused')
    }
    const unknown = async () => ({ kind: 'unknown', cause: 'network-ECONNREFUSED' }) as const
    const findings = await examine(temporaryFolder(t), {
      mail: { ...mail, verify: failing },
      payments: { id: 'pay', pageOrigins: [], create: unknown, query: unknown, status: unknown },
      identity: [
        {
          kind: 'oidc',
          id: 'elsewhere',
          label: 'Elsewhere',
          realms: ['citizen'],
          levels: ['basis'],
          origins: [],
          reach: failing,
          begin: failing,
          finish: failing,
        },
      ],
    })
    for (const check of ['mail', 'payments', 'identity']) {
      const finding = findings.find((one) => one.check === check)
      t.equal(finding?.health, 'problem', check)
      t.match(finding?.found, /refused|ECONNREFUSED/)
      t.ok(finding?.advice)
    }
  },
)
