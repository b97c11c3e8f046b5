import { readFileSync } from 'node:fs'
import t from 'tap'
import { root, run } from '../run.ts'

process.chdir(root)

interface Locked {
  version?: string
  integrity?: string
  resolved?: string
  link?: boolean
  dev?: boolean
  devOptional?: boolean
  optional?: boolean
  peer?: boolean
  hasInstallScript?: boolean
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }
const foreign = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && link !== true)

t.test('every package of others is locked to one content', async (t) => {
  t.ok(foreign.length > 300, `${foreign.length} packages`)
  for (const [path, { version, integrity, resolved }] of foreign) {
    if (!integrity?.startsWith('sha512-') || version === undefined) t.fail(`${path} has no SHA-512`)
    if (resolved !== undefined) t.fail(`${path} names an address; it must come from the registry of whoever installs`)
  }
})

t.test('the bill of materials names every package that runs in production, with version and hash', async (t) => {
  const text = await run('npm', ['run', '--silent', 'sbom'], root)
  const bill = JSON.parse(text) as {
    bomFormat: string
    components: { purl: string; hashes?: { alg: string }[] }[]
  }
  t.equal(bill.bomFormat, 'CycloneDX')
  const named = new Map(bill.components.map((component) => [decodeURIComponent(component.purl), component]))
  for (const [path, { version, dev, devOptional }] of foreign) {
    if (dev === true || devOptional === true) continue
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const component = named.get(`pkg:npm/${name}@${version}`)
    if (component === undefined) {
      if (!isOptional(path)) t.fail(`${name}@${version} is missing`)
    } else if (component.hashes?.[0]?.alg !== 'SHA-512') t.fail(`${name} has no hash`)
  }
  t.ok(named.size > 100, `${named.size} components`)
})

// Only one of the builds for each machine is installed, and peers only by who has them.
const isOptional = (path: string) => packages[path]?.optional === true || packages[path]?.peer === true

t.test('packages that run code when they are installed are named one by one', async (t) => {
  const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { allowScripts: Record<string, boolean> }
  const running = foreign
    .filter(([, one]) => one.hasInstallScript === true && !one.dev && !one.devOptional && !one.optional)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
  for (const name of running) t.ok(name in allowScripts, `${name} runs code at installation and is not decided upon`)
})
