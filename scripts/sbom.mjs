// `npm run sbom`: prints what runs in production as CycloneDX. npm's own `--omit dev` loses packages that a workspace needs
// both to run and to build (npm 11.19, 2026-11), so everything is asked for and what only development needs is left out here.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const bill = JSON.parse(
  execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  }),
)

/** Every `name@version` that the lock file does not mark as needed for development only. */
const running = new Set(
  Object.entries(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages)
    .filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true)
    .map(([path, { name, version }]) => `${name ?? path.slice(path.lastIndexOf('node_modules/') + 13)}@${version}`),
)
const runs = (purl) => running.has(decodeURIComponent(purl.replace('pkg:npm/', '')).split('?')[0])

const components = bill.components.filter(({ purl }) => runs(purl))
const kept = new Set([bill.metadata.component['bom-ref'], ...components.map((component) => component['bom-ref'])])
const dependencies = bill.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => kept.has(one)) }))
process.stdout.write(`${JSON.stringify({ ...bill, components, dependencies }, null, 2)}\n`)
