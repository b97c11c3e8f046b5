// `npm run build`: everything that is published, or the folders named. Browser files first, then JavaScript and types.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { buildUi } from './build-ui.mjs'
import { publishedPackages } from './packages.mjs'

const wanted = process.argv.slice(2)

buildUi()
for (const { folder, name } of publishedPackages()) {
  if (wanted.length > 0 && !wanted.includes(folder)) continue
  const project = join(folder, 'tsconfig.build.json')
  if (!existsSync(project)) throw new Error(`${name} needs a tsconfig.build.json, see plugins/feedback`)
  const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(1)
  copyAssets(folder)
  cpSync('LICENSE', join(folder, 'LICENSE')) // npm packs it from there
  console.log(`Built ${name}`)
}

/** Texts, styles and pictures that stand beside the sources are needed beside the JavaScript too. */
function copyAssets(folder) {
  const files = globSync('**/*.*', { cwd: join(folder, 'src') }).filter((file) => !file.endsWith('.ts'))
  for (const file of files) cpSync(join(folder, 'src', file), join(folder, 'dist', file))
}
