import { statSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { readEnvironment } from '../../src/portal/environment.ts'
import { loadOrCreateSecret } from '../../src/portal/secret-file.ts'

t.test('without variables the portal listens on this machine only, with everything in one folder', async (t) => {
  t.match(readEnvironment({}, '/srv/portal'), {
    host: '127.0.0.1',
    port: 3000,
    origin: 'http://localhost:3000',
    dataFolder: '/srv/portal/data',
    database: 'sqlite:/srv/portal/data/portal.db',
    metricsPort: 0,
    trustProxy: undefined,
    migrate: undefined,
    maxDelay: 2_000,
  })
})

t.test('a variable wins over the config', async (t) => {
  const config = 'postgres://config'
  t.equal(readEnvironment({}, '/srv', config).database, config)
  t.match(
    readEnvironment({ DATABASE_URL: 'postgres://variable', TRUST_PROXY: '10.0.0.1, 10.1.0.0/16' }, '/srv', config),
    {
      database: 'postgres://variable',
      trustProxy: ['10.0.0.1', '10.1.0.0/16'],
    },
  )
})

t.test('a proxy is an address or a range, and never everybody', async (t) => {
  const read = (TRUST_PROXY: string) => () => readEnvironment({ TRUST_PROXY }, '/srv').trustProxy
  t.same(read('10.0.0.5, fd00::/64,::1')(), ['10.0.0.5', 'fd00::/64', '::1'])
  for (const value of [
    'true',
    '1',
    '*',
    '',
    'loopback',
    'proxy.example',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    '10.0.0.5,',
  ]) {
    t.throws(read(value), { code: 'portal.proxy-invalid' }, value)
  }
})

t.test('a port that is none is refused by name', async (t) => {
  for (const value of ['http', '-1', '70000', '3000.5', '']) {
    const read = () => readEnvironment({ METRICS_PORT: value === '' ? 'x' : value }, '/srv')
    t.throws(read, { code: 'portal.setting-invalid', message: /METRICS_PORT/ })
  }
})

t.test('the public address is an origin as browsers send it; one slash at its end does no harm', async (t) => {
  const read = (KREISWERK_ORIGIN: string) => () => readEnvironment({ KREISWERK_ORIGIN }, '/srv').origin
  t.equal(read('https://service.example.de')(), 'https://service.example.de')
  t.equal(read('https://service.example.de/')(), 'https://service.example.de')
  t.equal(read('http://localhost:3000')(), 'http://localhost:3000')
  for (const value of ['', 'service.example.de', 'localhost:3000', 'ftp://a.example', 'javascript:alert(1)']) {
    t.throws(read(value), { code: 'portal.origin-invalid', message: /KREISWERK_ORIGIN/ }, value)
  }
  for (const [value, instead] of [
    ['https://service.example.de//', /https:\/\/service\.example\.de would be/],
    ['https://service.example.de/portal', /https:\/\/service\.example\.de would be/],
    ['https://Service.Example.de', /https:\/\/service\.example\.de would be/],
    ['https://service.example.de:443', /https:\/\/service\.example\.de would be/],
  ] as const) {
    t.throws(read(value), { code: 'portal.origin-invalid', message: instead }, value)
  }
})

t.test('a log level that is none is refused by name', async (t) => {
  t.equal(readEnvironment({ LOG_LEVEL: 'silent' }, '/srv').logLevel, 'silent')
  for (const LOG_LEVEL of ['loud', 'INFO', '', 'toString']) {
    t.throws(() => readEnvironment({ LOG_LEVEL }, '/srv'), {
      code: 'portal.log-level-invalid',
      message: /LOG_LEVEL.*warn/,
    })
  }
})

t.test('the portal’s secret is made once and readable by its owner alone', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-secret-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'data', 'secret.key')
  const [secret, another] = await Promise.all([loadOrCreateSecret(file), loadOrCreateSecret(file)])
  t.equal(secret.byteLength, 32)
  t.same(another, secret, 'of two processes that start at once both get the same')
  t.same(await loadOrCreateSecret(file), secret)
  t.equal(statSync(file).mode & 0o777, 0o600)
})
