// `npm run dev`: the sample portal, started again whenever a source changes; browser files are rebuilt first.
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { sep } from 'node:path'
import { packagesInOrder } from './packages.mjs'

const calm = 150 // milliseconds without a change before the restart; an editor saves several files at once
const generated = ['dist', 'node_modules', 'data', 'test']

let portal = start()
let timer
for (const { folder } of packagesInOrder()) {
  watch(folder, { recursive: true }, (_event, file) => {
    if (file === null || file.split(sep).some((part) => generated.includes(part))) return
    clearTimeout(timer)
    timer = setTimeout(restart, calm)
  })
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    portal.once('exit', () => process.exit())
    portal.kill(signal)
  })
}

function start() {
  return spawn(process.execPath, ['--import=./scripts/source-condition.mjs', 'scripts/start.mjs'], { stdio: 'inherit' })
}

function restart() {
  const again = () => (portal = start())
  if (portal.exitCode !== null || portal.signalCode !== null) return again()
  portal.once('exit', again)
  portal.kill('SIGTERM')
}
