import { globSync, readFileSync } from 'node:fs'
import t from 'tap'
import { root } from '../run.ts'

process.chdir(root)

/** What is published: everything but tests and the helpers for them. */
const files = globSync(['core/src/**/*.ts', 'ui-kit/src/**/*.ts', 'plugins/*/src/**/*.ts', 'plugins/*/ui/**/*.ts'])
  .filter((file) => !file.startsWith('core/src/testing/'))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))

/** The places where a pattern stands, as `file: text`. */
const placesOf = (pattern: RegExp, where = (_file: string) => true): string[] =>
  files
    .filter(({ file }) => where(file))
    .flatMap(({ file, text }) => [...text.matchAll(pattern)].map(([found]) => `${file}: ${found}`))

t.ok(files.length > 400, `${files.length} files`)

t.test('nothing runs text as code, and nothing starts another program', async (t) => {
  t.same(placesOf(/\beval\(|new Function\(|setTimeout\(\s*['"`]|['"](node:)?(vm|child_process|cluster)['"]/g), [])
})

t.test('pages are made of templates that encode; nothing is put into them as HTML', async (t) => {
  t.same(placesOf(/unsafeHTML|unsafeSVG|unsafeStatic|innerHTML|outerHTML|insertAdjacentHTML|document\.write/g), [])
})

t.test('values reach the database as parameters; raw SQL is made of constants', async (t) => {
  const raw = placesOf(/(sql\.raw|sql\.lit|CompiledQuery\.raw|\.raw)\([^)]*\)/g)
  const constants = [
    'core/src/payments/tables.ts: sql.raw(whileWaiting)',
    'core/src/audit/sequencer-lease.ts: sql.lit(leaseDuration)',
    'core/src/audit/sequencer-lease.ts: sql.lit(leaseDuration)',
    'core/src/payments/tables.ts: sql.raw(whileOpen)',
    "core/src/storage/commit-group.ts: CompiledQuery.raw('savepoint unit')",
    "core/src/storage/commit-group.ts: CompiledQuery.raw('release unit')",
    "core/src/storage/commit-group.ts: CompiledQuery.raw('rollback to unit')",
    // Table and columns of an entity; the values are parameters.
    'core/src/storage/insert-row.ts: CompiledQuery.raw(text, values)',
    'core/src/storage/sqlite-engine.ts: CompiledQuery.raw(`pragma ${pragma}`)',
    "core/src/storage/sqlite-engine.ts: CompiledQuery.raw('begin immediate')",
    'core/src/storage/truncate-write-ahead-log.ts: CompiledQuery.raw(`pragma ${noPatience}`)',
    'core/src/storage/truncate-write-ahead-log.ts: CompiledQuery.raw(`pragma ${usualPatience}`)',
    "core/src/storage/truncate-write-ahead-log.ts: CompiledQuery.raw('pragma wal_checkpoint(truncate)",
  ]
  t.same(raw.sort(), constants.sort())
  t.same(placesOf(/\b(query|exec|execute|prepare)(<[^(]*>)?\(\s*`[^`]*\$\{/g), [])
  t.same(placesOf(/\b(query|exec|execute|prepare)(<[^(]*>)?\(\s*(?:'[^']*'|`[^`]*`)\s*\+/g), [])
})

t.test('hashes, ciphers and key types are those of the inventory', async (t) => {
  const named = placesOf(
    /(createHash|createHmac|createCipheriv|createDecipheriv|generateKeyPairSync|hkdfSync)\('[^']+'/g,
  )
  const used = new Set(named.map((place) => place.slice(place.indexOf(': ') + 2)))
  t.same([...used].sort(), [
    "createCipheriv('aes-256-gcm'",
    "createDecipheriv('aes-256-gcm'",
    "createHash('sha256'",
    "createHash('sha384'",
    "createHmac('sha256'",
    "generateKeyPairSync('ed25519'",
    "hkdfSync('sha256'",
  ])
  t.same(placesOf(/createHash\((?!['])|createCipheriv\((?!['])|createSign\(|publicEncrypt|createDiffieHellman/g), [])
})

t.test('what nobody may guess comes from the random source of the system', async (t) => {
  const chance = placesOf(/Math\.random/g)
  t.same(chance, ['core/src/storage/job-worker.ts: Math.random'], 'only the pauses between attempts')
})

t.test('the portal asks only whom the config names, follows no redirect, and checks certificates', async (t) => {
  const server = (file: string) => !file.startsWith('ui-kit/src/') && !file.includes('/ui/')
  const opening =
    /from '(node:(?:http|https|http2|tls|dgram|dns))'|(?<![\w.])fetch\(|createTransport\(|PostgreSqlDriver,|new S3Client|discovery\(|(?<![\w.])connect\(/g
  const asking = [...new Set(placesOf(opening, server).map((place) => place.split(': ')[0]))]
  t.same(asking.sort(), [
    'core/src/auth/oidc.ts',
    'core/src/mail/folder.ts',
    'core/src/mail/smtp.ts',
    'core/src/payments/bounded-fetch.ts',
    'core/src/scan/clamd.ts',
    'core/src/storage/postgres-engine.ts',
    'plugins/blobs-s3/src/s3.ts',
  ])
  t.same(placesOf(/rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity/g), [])
  const calls = placesOf(/(?<![\w.])fetch\([^)]*/g, server)
  t.ok(calls.length > 0)
  t.same(
    calls.filter((call) => !/redirect: '(manual|error)'/.test(call)),
    [],
  )
})

t.test('patterns are not made of what people send', async (t) => {
  const made = new Set(placesOf(/new RegExp\(/g).map((place) => place.split(': ')[0]))
  t.same([...made].sort(), ['core/src/payments/xbezahldienste.ts', 'core/src/storage/compare-schema.ts'])
})

t.test('the log has one way out', async (t) => {
  t.same(placesOf(/(?<!\w)pino\((?!\{ level: 'silent' \})/g), ['core/src/portal/start-portal.ts: pino('])
  // A command that runs without a portal says on the terminal what it found.
  const printing = placesOf(
    /console\.\w+/g,
    (file) => !file.startsWith('ui-kit/') && !file.endsWith('verify-receipt.ts'),
  )
  t.same(printing, [])
})

t.test(
  'browser code keeps nothing personal, loads nothing from elsewhere and listens to no other window',
  async (t) => {
    const stores = placesOf(/localStorage|indexedDB|document\.cookie|sessionStorage\.setItem\([^)]*\)/g)
    t.same(stores, [
      // Which office and desk somebody works at, so that the browser of a desk asks once.
      ...Array.from({ length: 4 }, () => 'plugins/appointments/ui/appointments-desk.ts: localStorage'),
      "ui-kit/src/enhance/repeatable.ts: sessionStorage.setItem(remembered, `${this.dataset['name']}\\n${button.name}`)",
    ])
    t.same(
      placesOf(/postMessage|onmessage|addEventListener\('message'|WebSocket\(|EventSource\(|RTCPeerConnection|jsonp/gi),
      // Follows the portal itself; the content security policy allows no other origin.
      ['plugins/appointments/ui/live.ts: EventSource('],
    )
  },
)

t.test('no secret stands in the sources', async (t) => {
  const published = globSync(
    ['{core,ui-kit,plugins/*,sample-deployment,scripts,test}/**/*.{ts,mjs,json,md}', '*.{json,md}'],
    {
      exclude: (file) => /node_modules|dist|data$/.test(String(file)),
    },
  )
  const keys = /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{36}|\bxox[baprs]-\w{10}/
  t.ok(published.length > 500)
  t.same(
    published.filter((file) => keys.test(readFileSync(file, 'utf8'))),
    [],
  )
})
