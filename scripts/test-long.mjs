// `npm run test:long`: what takes too long for `npm test`. `npm run test:long -- <file …>` runs only these files.
import { globSync } from 'node:fs'
import { buildUi } from './build-ui.mjs'
import { endWith, runTests } from './test.mjs'

process.exitCode = 1
buildUi()
const files = process.argv.slice(2)
endWith(await runTests(['--timeout=0', ...(files.length > 0 ? files : globSync('test/**/*.long.ts').sort())]))
