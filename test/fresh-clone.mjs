// What a newcomer does, timed: clone, `npm start` until /readyz answers, stop, start again; with `--test` also `npm test`.
// Run by hand or in CI: `node test/fresh-clone.mjs`. Exits with 1 when a limit is broken.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const limits = { firstStart: 120, secondStart: 5, test: 600 } // seconds

const parent = mkdtempSync(join(tmpdir(), 'kreiswerk-clone-'))
chmodSync(parent, 0o755) // run by root, PostgreSQL runs as another user, who must get here
const folder = join(parent, 'kreiswerk')
const root = fileURLToPath(new URL('..', import.meta.url))
// A newcomer's shell does not have the pinned Node of this repository in its path.
const path = process.env.PATH.split(':').filter((part) => !part.includes('node_modules'))
const ports = ['PORT', 'PAYMENT_EMULATOR_PORT', 'IDENTITY_EMULATOR_PORT', 'AUTHENTICATOR_EMULATOR_PORT']
const env = { ...process.env, PATH: path.join(':') }
for (const name of ports) env[name] = await freePort()
let broken = 0

try {
  spawnSync('git', ['clone', '--quiet', root, folder], { stdio: 'inherit' })
  report('npm start on a fresh clone', await secondsUntilReady(), limits.firstStart)
  report('npm start again', await secondsUntilReady(), limits.secondStart)
  if (process.argv.includes('--test')) report('npm test', secondsOfTest(), limits.test)
} finally {
  rmSync(parent, { recursive: true, force: true })
}
process.exitCode = broken > 0 ? 1 : 0

function report(what, seconds, limit) {
  const ok = seconds !== undefined && seconds <= limit
  if (!ok) broken += 1
  console.log(`${ok ? 'ok' : 'not ok'} - ${what}: ${seconds?.toFixed(1) ?? 'failed'} s (limit ${limit} s)`)
}

async function secondsUntilReady() {
  const started = Date.now()
  const portal = spawn('npm', ['start'], { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true })
  const ended = new Promise((resolve) => portal.on('exit', resolve))
  let seconds
  while (seconds === undefined && portal.exitCode === null && Date.now() - started < 300_000) {
    await after(100)
    if (await isReady()) seconds = (Date.now() - started) / 1000
  }
  if (portal.exitCode === null) process.kill(-portal.pid, 'SIGTERM')
  await ended
  return seconds
}

async function isReady() {
  try {
    return (await fetch(`http://127.0.0.1:${env.PORT}/readyz`)).ok
  } catch {
    return false
  }
}

function secondsOfTest() {
  const started = Date.now()
  const { status } = spawnSync('npm', ['test'], { cwd: folder, env, stdio: 'inherit' })
  return status === 0 ? (Date.now() - started) / 1000 : undefined
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
