// `npm run lint`: format, code rules, types, architecture. All of them run, so that one run shows everything.
import { spawn } from 'node:child_process'

const checks = {
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  'code rules': ['node_modules/oxlint/bin/oxlint'],
  types: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'],
  architecture: [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    ...sources(),
    '--config',
    '.dependency-cruiser.mjs',
  ],
  'no domain noun in the kernel': ['scripts/lint-domain-nouns.mjs'],
}

function sources() {
  return ['core', 'ui-kit', 'plugins', 'sample-deployment', 'test']
}

/** Runs all checks, prints what the failing ones say, and returns how many passed and failed. */
export async function lint() {
  const results = await Promise.all(Object.entries(checks).map(([name, command]) => run(name, command)))
  for (const { name, ok, output } of results) {
    console.log(`${ok ? 'ok' : 'not ok'} - ${name}`)
    if (!ok) console.log(output)
  }
  const passed = results.filter(({ ok }) => ok).length
  return { passed, failed: results.length - passed }
}

function run(name, command) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { env: { ...process.env, NO_COLOR: '1' } })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('close', (code) => resolve({ name, ok: code === 0, output }))
  })
}

if (import.meta.main) {
  const { failed } = await lint()
  process.exitCode = failed > 0 ? 1 : 0
}
