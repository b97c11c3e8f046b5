// Builds what browsers load, for every package with a script `build:ui` whose sources changed since its last build.
import { execSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { packagesInOrder } from './packages.mjs'

// As `npm run` would, and with the ui-kit's build tool from its sources: on a fresh clone there is nothing else of it.
const path = [dirname(process.execPath), resolve('node_modules/.bin'), process.env.PATH]
const sourceCondition = new URL('./source-condition.mjs', import.meta.url).href
const buildEnvironment = { ...process.env, PATH: path.join(delimiter), NODE_OPTIONS: `--import=${sourceCondition}` }
const stampFolder = 'node_modules/.cache/kreiswerk-ui'

/** Brings all bundles up to date and returns the names of the packages it had to build. */
export function buildUi() {
  const stale = packagesInOrder().filter((one) => hasUi(one) && isStale(one))
  for (const one of stale) {
    const started = Date.now()
    execSync(one.manifest.scripts['build:ui'], { cwd: one.folder, stdio: 'inherit', env: buildEnvironment })
    writeStamp(one)
    console.log(`Built the browser files of ${one.name} in ${Date.now() - started} ms`)
  }
  return stale.map(({ name }) => name)
}

function hasUi({ name, manifest }) {
  const builds = manifest.scripts?.['build:ui'] !== undefined
  if (manifest.kreiswerk?.elements && !builds) throw new Error(`${name} has elements but no script "build:ui"`)
  return builds
}

function isStale({ folder, name }) {
  const built = globSync(`${folder}/dist/*/manifest.json`)
  try {
    return built.length === 0 || readFileSync(stampOf(name), 'utf8') !== hashOf(folder)
  } catch {
    return true
  }
}

function writeStamp({ folder, name }) {
  mkdirSync(dirname(stampOf(name)), { recursive: true })
  writeFileSync(stampOf(name), hashOf(folder))
}

const stampOf = (name) => join(stampFolder, name.replace('/', '__'))

/** One hash over everything a bundle is made from: the package's own sources, the kit that builds it, the lock file. */
function hashOf(folder) {
  const files = globSync([`${folder}/{src,ui,locales}/**/*.*`, `${folder}/*.{json,ts,mjs}`, 'ui-kit/src/vite/**/*.*'])
  const hash = createHash('sha256')
  for (const file of ['package-lock.json', ...files.filter((name) => !name.endsWith('.test.ts')).sort()]) {
    hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

if (import.meta.main) buildUi()
