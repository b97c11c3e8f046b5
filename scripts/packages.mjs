import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** The packages of this repository, each after the ones it depends on: `{ folder, name, manifest }`. */
export function packagesInOrder() {
  const { workspaces } = JSON.parse(readFileSync('package.json', 'utf8'))
  const found = globSync(workspaces.map((pattern) => `${pattern}/package.json`))
    .sort()
    .map((file) => {
      const manifest = JSON.parse(readFileSync(file, 'utf8'))
      return { folder: dirname(file), name: manifest.name, manifest }
    })
  const ordered = []
  const visit = (one) => {
    if (ordered.includes(one)) return
    const { dependencies, peerDependencies, devDependencies } = one.manifest
    const names = Object.keys({ ...dependencies, ...peerDependencies, ...devDependencies })
    found.filter(({ name }) => names.includes(name)).forEach(visit)
    ordered.push(one)
  }
  found.forEach(visit)
  return ordered
}

/** Those that are published to npm. */
export function publishedPackages() {
  return packagesInOrder().filter(({ manifest }) => !manifest.private)
}
