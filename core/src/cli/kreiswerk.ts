#!/usr/bin/env node
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isError } from '../base/error.ts'
import { auditVerify } from './audit-verify.ts'
import { migrate } from './migrate.ts'
import { plugins } from './plugins.ts'
import { start } from './start.ts'

const usage = `kreiswerk <command> [--folder <deployment>]

  start            serve the portal
  migrate plan     show which migrations would run
  migrate run      run them
  plugins          list the installed plugins and what they own
  audit verify     check the whole audit log
`

const commands: Readonly<Record<string, (folder: string) => Promise<number>>> = {
  start,
  'migrate plan': (folder) => migrate(folder, 'plan'),
  'migrate run': (folder) => migrate(folder, 'run'),
  plugins,
  'audit verify': auditVerify,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { folder: { type: 'string', default: process.cwd() } },
})
const command = commands[positionals.join(' ')]

if (command === undefined) {
  process.stderr.write(usage)
  process.exitCode = 2
} else {
  try {
    process.exitCode = await command(resolve(values.folder))
  } catch (error) {
    process.stderr.write(isError(error) ? `${error.code}: ${error.message}\n` : `${(error as Error).stack}\n`)
    process.exitCode = 1
  }
}
