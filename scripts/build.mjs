// `npm run build`: everything that is published. Browser files first, then JavaScript and types of each package.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildUi } from './build-ui.mjs'
import { publishedPackages } from './packages.mjs'

buildUi()
for (const { folder, name } of publishedPackages()) {
  const project = join(folder, 'tsconfig.build.json')
  if (!existsSync(project)) throw new Error(`${name} needs a tsconfig.build.json, see plugins/feedback`)
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project], { stdio: 'inherit' })
  console.log(`Built ${name}`)
}
