// Runs before the other scripts, on whatever Node npm itself runs on: installs what the lock file names, if it is not there yet.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter } from 'node:path'

if (!isInstalled()) install()
if (!existsSync('node_modules/node/bin/node') && !existsSync('node_modules/node/bin/node.exe')) {
  console.error(
    'The pinned Node did not install. See `npm install-scripts ls`, then remove node_modules and try again.',
  )
  process.exit(1)
}

/** Whether npm's own note of what it installed names every package of the lock file in the same version. */
function isInstalled() {
  if (!existsSync('node_modules/.package-lock.json')) return false
  const installed = packagesOf('node_modules/.package-lock.json')
  return Object.entries(packagesOf('package-lock.json'))
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.link && !entry.optional)
    .every(([path, entry]) => installed[path]?.version === entry.version)
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages
}

function install() {
  console.log('Installing packages (once, about a minute) …')
  // Without the folder that is about to be replaced: npm must not run on a Node that it deletes meanwhile.
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'))
  const { status } = spawnSync('npm', ['ci', '--prefer-offline', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, PATH: path.join(delimiter) },
  })
  if (status !== 0) process.exit(status ?? 1)
}
