// `npm test`: the checks of `npm run lint`, then every test. `npm test -- <file …>` runs only these test files.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import './source-condition.mjs'
import { buildUi } from './build-ui.mjs'
import { lint } from './lint.mjs'

if (import.meta.main) {
  // Until the counts are known, an end is a failure, also one that comes because nothing is left to wait for.
  process.exitCode = 1
  const files = process.argv.slice(2)
  buildUi()
  const checks = files.length > 0 ? { passed: 0, failed: 0 } : await lint()
  const tests = await runTests(files, { sharePostgres: files.length === 0 })
  const passed = checks.passed + tests.passed
  const failed = checks.failed + tests.failed
  endWith({ passed, failed })
}

/** Ends this process with the counts. By itself it would end with 0, whatever its exit code: embedded PostgreSQL sees to that. */
export function endWith({ passed, failed }) {
  console.log(`${passed} passed, ${failed} failed`)
  process.exit(failed > 0 ? 1 : 0)
}

/** Runs test files, all that .taprc names unless told, with one PostgreSQL for all of them or one each. */
export async function runTests(files, { sharePostgres = true } = {}) {
  await buildTap()
  const tap = ['node_modules/tap/dist/esm/run.mjs', 'run', '--reporter=tap', ...files]
  const postgres = sharePostgres ? await startSharedPostgres() : undefined
  const { status, output } = await run(tap, postgres ? { KREISWERK_TEST_POSTGRES: postgres.url } : {})
  await postgres?.stop()
  const counts = summaryOf(output)
  return { passed: counts.pass ?? 0, failed: (counts.fail ?? 0) || (status === 0 ? 0 : 1) }
}

// tap puts itself together for the plugins of .taprc; without that it runs with the usual ones, whose compiler we leave out.
async function buildTap() {
  const wanted = readFileSync('.taprc', 'utf8') + readFileSync('node_modules/tap/package.json', 'utf8')
  const stamp = 'node_modules/.cache/kreiswerk/tap-built'
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  if ((await run(['node_modules/tap/dist/esm/run.mjs', 'build'])).status !== 0)
    throw new Error('tap could not be built')
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

// One server for all test files; a single file starts its own when it needs one.
async function startSharedPostgres() {
  const { startPostgres } = await import('../core/src/testing/postgres.ts')
  return startPostgres()
}

/** Runs a program, shows what it prints and returns it. */
function run(command, environment) {
  const child = spawn(process.execPath, command, {
    stdio: ['inherit', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    process.stdout.write(text)
    output += text
  })
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, output })))
}

/** The counts of tap's last lines, `# { total: 3, pass: 2, fail: 1 }`; none when it broke off before them. */
function summaryOf(output) {
  const last = output.match(/^# \{ .*total: .*\}$/gm)?.at(-1) ?? ''
  return Object.fromEntries([...last.matchAll(/(\w+): (\d+)/g)].map(([, name, count]) => [name, Number(count)]))
}
