// `npm run build`: everything that is published. Browser files first, then JavaScript and types of each package.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { buildUi } from './build-ui.mjs'
import { publishedPackages } from './packages.mjs'

buildUi()
for (const { folder, name } of publishedPackages()) {
  const project = join(folder, 'tsconfig.build.json')
  if (!existsSync(project)) throw new Error(`${name} needs a tsconfig.build.json, see plugins/feedback`)
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project], { stdio: 'inherit' })
  copyAssets(folder)
  console.log(`Built ${name}`)
}

/** Texts, styles and pictures that stand beside the sources are needed beside the JavaScript too. */
function copyAssets(folder) {
  const files = globSync('**/*.*', { cwd: join(folder, 'src') }).filter((file) => !file.endsWith('.ts'))
  for (const file of files) cpSync(join(folder, 'src', file), join(folder, 'dist', file))
}
