import { spawnSync } from 'node:child_process'
import type { SpawnSyncOptions } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { createAccount } from '../../src/auth/account.ts'
import { withPortal } from '../../src/cli/with-portal.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { leaveEntry, openStored } from '../portal/stored-portal.ts'

t.setTimeout(240_000)

/** A deployment with one plugin that brings one migration, written as an operator would find it. */
function deployment(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-cli-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const write = (file: string, contents: object | string) => {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    writeFileSync(join(folder, file), typeof contents === 'string' ? contents : JSON.stringify(contents))
  }
  write('package.json', { name: 'sample', type: 'module', dependencies: { '@example/notes': '1.0.0', other: '1.0.0' } })
  write('node_modules/other/package.json', { name: 'other', version: '1.0.0' })
  write('node_modules/@example/notes/package.json', {
    name: '@example/notes',
    version: '1.2.0',
    type: 'module',
    kreiswerk: { id: 'notes', contract: 1, tables: 'notes_', permissions: { 'notes.read': 'Read notes' } },
  })
  for (const name of ['welcome', 'imprint', 'privacy', 'accessibility']) write(`texts/${name}.de.md`, '# Text')
  write(
    'kreiswerk.config.js',
    `const up = (db) => db.schema.createTable('notes_note').addColumn('id', 'text').execute()
    const notes = {
      kind: 'plugin', generation: 1, settings: {},
      module: new URL('./node_modules/@example/notes/index.js', import.meta.url).href,
      declaration: { migrations: [{ name: '0001-notes', up }] },
    }
    export default {
      name: 'Sample', land: 'DE-NW', languages: ['de'], texts: 'texts', units: { id: 'stadt', name: 'Stadt' },
      roles: {}, mailFrom: 'a@example.org', identity: [], plugins: [notes],
    }`,
  )
  return folder
}

function kreiswerk(folder: string, ...command: string[]) {
  return run(folder, command)
}

/** Runs a command as somebody whom rights stop: root may do everything. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

function run(folder: string, command: string[], options: SpawnSyncOptions & { env?: NodeJS.ProcessEnv } = {}) {
  const program = join(import.meta.dirname, '../../src/cli/kreiswerk.ts')
  const condition = join(import.meta.dirname, '../../../scripts/source-condition.mjs')
  const { DATABASE_URL: _url, KREISWERK_DATA: _data, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`--import=${condition}`, program, ...command, '--folder', folder],
    { ...options, env: { ...env, ...options.env }, encoding: 'utf8' },
  )
  return { status, stdout, stderr }
}

t.test('a command nobody knows shows the usage and fails with 2', async (t) => {
  const folder = deployment(t)
  t.match(kreiswerk(folder, 'fly'), { status: 2, stdout: '', stderr: /kreiswerk <command>/ })
})

t.test('plugins lists what is installed from the manifests alone', async (t) => {
  const folder = deployment(t)
  rmSync(join(folder, 'kreiswerk.config.js'))
  const { status, stdout } = kreiswerk(folder, 'plugins')
  t.equal(status, 0)
  t.match(stdout, 'notes  @example/notes@1.2.0\n  tables notes_  elements –\n  notes.read  Read notes\n')
  t.notMatch(stdout, 'other')
})

t.test('migrations are planned without a change, then run, then done', async (t) => {
  const folder = deployment(t)
  t.match(kreiswerk(folder, 'migrate', 'plan'), {
    status: 0,
    stdout: /pending   core:.*\npending   notes:0001-notes\n/s,
  })
  t.match(kreiswerk(folder, 'migrate', 'run'), {
    status: 0,
    stdout: /done      notes:0001-notes\n\d+ migrations run\./,
  })
  t.match(kreiswerk(folder, 'migrate', 'plan'), { status: 0, stdout: 'Nothing to migrate.\n' })
})

t.test('a folder without a config is refused in words, with a code', async (t) => {
  const folder = deployment(t)
  rmSync(join(folder, 'kreiswerk.config.js'))
  t.match(kreiswerk(folder, 'migrate', 'plan'), {
    status: 1,
    stderr: /^portal\.config-missing: There is no kreiswerk\.config/,
  })
})

t.test('a plugin that does not fit is refused before its code runs', async (t) => {
  const folder = deployment(t)
  writeFileSync(
    join(folder, 'node_modules/@example/notes/package.json'),
    JSON.stringify({ name: '@example/notes', version: '1.2.0', kreiswerk: { id: 'notes', contract: 9 } }),
  )
  writeFileSync(join(folder, 'kreiswerk.config.js'), 'throw new Error("ran")')
  t.match(kreiswerk(folder, 'migrate', 'plan'), { status: 1, stderr: /^plugin\.contract-generation: / })
})

t.test('a portal is backed up by one command, and what is in use is not overwritten by another', async (t) => {
  const folder = deployment(t)
  const target = join(folder, 'copy')
  kreiswerk(folder, 'migrate', 'run')
  t.match(kreiswerk(folder, 'backup', target), { status: 0, stdout: /copy\n2 files of .* verified; no audit log yet/ })
  t.match(kreiswerk(folder, 'restore', target), { status: 1, stderr: /^backup\.data-in-use: / })
  rmSync(join(folder, 'data'), { recursive: true })
  t.match(kreiswerk(folder, 'restore', target), { status: 0, stdout: /\n0 erasures since then/ })
  t.match(kreiswerk(folder, 'audit', 'resume'), { status: 1, stderr: /^audit\.no-log: / })
})

t.test(
  'a database restored by hand is held until the newest checkpoint is shown; holding it twice is once',
  async (t) => {
    const folder = deployment(t)
    const dataFolder = join(folder, 'data')
    t.match(kreiswerk(folder, 'audit', 'hold'), { status: 1, stderr: /^audit\.no-log: / })
    const portal = await openStored(dataFolder)
    await leaveEntry(portal, 'thing:1')
    const older = readFileSync(join(dataFolder, 'audit/checkpoint'))
    await leaveEntry(portal, 'thing:2')
    await portal.close()

    const held = {
      status: 0,
      stdout: /held with 2 entries.*\nNext: "kreiswerk audit resume" with the newest checkpoint/,
    }
    t.match(kreiswerk(folder, 'audit', 'hold'), held)
    const mark = readFileSync(join(dataFolder, 'audit/restored'), 'utf8')
    t.match(kreiswerk(folder, 'audit', 'hold'), held)
    t.equal(readFileSync(join(dataFolder, 'audit/restored'), 'utf8'), mark)
    await t.rejects(openStored(dataFolder), { code: 'audit.restored' })

    writeFileSync(join(folder, 'older'), older)
    t.match(kreiswerk(folder, 'audit', 'resume'), { status: 1, stderr: /^audit\.restored: / })
    t.match(kreiswerk(folder, 'audit', 'resume', join(folder, 'older')), {
      status: 1,
      stderr: /^audit\.checkpoint-too-old: .* 1 entries .* had 2: /,
    })
    t.match(kreiswerk(folder, 'audit', 'resume', join(dataFolder, 'audit/checkpoint')), {
      status: 0,
      stdout: 'The audit log goes on with 2 entries.\n',
    })
    await (await openStored(dataFolder)).close()
  },
)

t.test('a rotation of the master key says what to do next, and is finished by a command', async (t) => {
  const folder = deployment(t)
  kreiswerk(folder, 'migrate', 'run')
  t.match(kreiswerk(folder, 'keys', 'rotate'), {
    status: 0,
    stdout: /wrapped with the new master key [0-9a-f-]{36}\.\n.*"kreiswerk keys rotate --finish"/s,
  })
  t.match(kreiswerk(folder, 'keys', 'rotate', '--finish'), {
    status: 0,
    stdout: /old master keys removed from .*master\.key: 1\.\n$/,
  })
  t.match(kreiswerk(folder, 'keys', 'rotate', '--finish'), { status: 0, stdout: /^There is nothing to finish/ })
})

t.test('whoever is erased by command stands in the list of erasures when the command is done', async (t) => {
  const folder = deployment(t)
  kreiswerk(folder, 'migrate', 'run')
  const erika = { realm: 'citizen', name: 'Erika', email: 'erika@example.org', locale: 'de' } as const
  const { id } = await withPortal(folder, ({ database }) =>
    unitOfWork(database, (em) => createAccount(em, erika, new Date())),
  )
  t.match(kreiswerk(folder, 'person', 'erase', erika.email), { status: 0, stdout: /^Erased\. Entry in the audit log/ })
  t.match(readFileSync(join(folder, 'data/erased.jsonl'), 'utf8'), id)
})

const seen = spawnSync(process.execPath, ['-e', 'console.log(fs.existsSync(process.argv[1]))', import.meta.filename], {
  ...nobody,
  encoding: 'utf8',
})
const deniedSources = !seen.stdout.startsWith('true')

t.test('doctor names what its user may not read or write', { skip: deniedSources }, async (t) => {
  const folder = deployment(t)
  const own = (path: string) => {
    if (nobody.uid !== undefined) chownSync(path, nobody.uid, nobody.gid)
  }
  for (const path of readdirSync(folder, { recursive: true }) as string[]) own(join(folder, path))
  own(folder)
  const env = { NODE_DISABLE_COMPILE_CACHE: '1' }
  const asNobody = (...command: string[]) => run(folder, command, { ...nobody, env })

  t.equal(asNobody('migrate', 'run').status, 0)
  const data = join(folder, 'data')
  for (const name of ['audit', 'uploads', 'blobs', 'mail']) mkdirSync(join(data, name), { mode: 0o555 })
  for (const name of ['secret.key', 'erased.jsonl']) writeFileSync(join(data, name), '', { mode: 0o000 })
  const { status, stdout } = asNobody('doctor')
  t.equal(status, 3)
  for (const name of ['audit', 'uploads', 'blobs', 'mail', 'erased.jsonl']) {
    t.match(stdout, new RegExp(`^problem  disk .*/${name} cannot be written by this user\\. Give it to the user`, 'm'))
  }
  t.match(stdout, /^problem {2}keys .*secret\.key cannot be read by this user\. Give it/m)
  t.match(stdout, /^warning {2}keys .*key\.pem is missing\. It is made at the next start/m)

  chmodSync(join(folder, 'texts', 'imprint.de.md'), 0o000)
  if (nobody.uid !== undefined) chownSync(join(folder, 'texts', 'imprint.de.md'), 0, 0)
  t.match(asNobody('doctor').stdout, /^problem {2}settings .*imprint\.de\.md cannot be read/m)
  chmodSync(join(data, 'portal.db'), 0o400)
  t.match(asNobody('doctor').stdout, /^problem {2}database .*portal\.db cannot be read and written by this user/m)
  chmodSync(data, 0o555)
  t.match(asNobody('doctor').stdout, /^problem {2}disk .*data cannot be written by this user/m)
  chmodSync(data, 0o755)
})

t.test('doctor says what is wrong with a config in a line, whatever it throws', async (t) => {
  const folder = deployment(t)
  const config = join(folder, 'kreiswerk.config.js')
  for (const [contents, found] of [
    ['export default { name: "x" }', /"land" in the config must be a text/],
    ['throw new TypeError("no\\nname")', /TypeError: no name/],
    ['export default {', /SyntaxError: /],
  ] as const) {
    writeFileSync(config, contents)
    const { status, stdout, stderr } = kreiswerk(folder, 'doctor')
    t.match({ status, stderr }, { status: 3, stderr: '' })
    t.match(stdout, /^problem {2}settings [^\n]*\n$/)
    t.match(stdout, found)
  }
})

t.test('an option nobody knows is named, with the usage, and fails with 2', async (t) => {
  t.match(kreiswerk(deployment(t), 'doctor', '--fast'), { status: 2, stderr: /'--fast'.*kreiswerk <command>/s })
})

t.test('a folder or a config that is no deployment is refused in words', async (t) => {
  for (const [file, contents, refusal] of [
    ['package.json', null, /^portal\.package-missing: There is no package\.json in /],
    ['package.json', '{', /^portal\.package-broken: .*package\.json cannot be read: /],
    [
      'kreiswerk.config.js',
      'export const deployment = {}',
      /^portal\.config-empty: .*config\.js exports no deployment/,
    ],
    [
      'kreiswerk.config.js',
      'import "@example/gone"',
      /^portal\.module-missing: .*not installed: @example\/gone, wanted by /,
    ],
    ['kreiswerk.config.js', 'import "./gone.js"', /^portal\.module-missing: .*gone\.js, wanted by /],
  ] as const) {
    const folder = deployment(t)
    if (contents === null) rmSync(join(folder, file))
    else writeFileSync(join(folder, file), contents)
    const { status, stderr } = kreiswerk(folder, 'start')
    t.equal(status, 1)
    t.match(stderr, refusal)
    t.notMatch(stderr, '    at ', 'no stack')
  }
})
