#!/usr/bin/env node
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isError } from '../base/error.ts'
import { auditVerify } from './audit-verify.ts'
import { keysRotate } from './keys-rotate.ts'
import { migrate } from './migrate.ts'
import { personErase, personExport } from './person.ts'
import { plugins } from './plugins.ts'
import { start } from './start.ts'

const usage = `kreiswerk <command> [--folder <deployment>]

  start            serve the portal
  migrate plan     show which migrations would run
  migrate run      run them
  plugins          list the installed plugins and what they own
  audit verify     check the whole audit log
  person export <account-id|e-mail> [--out <file>]
                   everything the portal keeps about a person, as JSON
  person erase <account-id|e-mail>
                   erase a person; says what a duty keeps
  keys rotate      wrap all data keys with a new master key
`

const commands: Readonly<Record<string, (folder: string) => Promise<number>>> = {
  start,
  'migrate plan': (folder) => migrate(folder, 'plan'),
  'migrate run': (folder) => migrate(folder, 'run'),
  plugins,
  'audit verify': auditVerify,
  'keys rotate': keysRotate,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { folder: { type: 'string', default: process.cwd() }, out: { type: 'string' } },
})
const command = commandOf(positionals)

function commandOf([noun, verb, person, ...rest]: string[]): ((folder: string) => Promise<number>) | undefined {
  if (noun !== 'person') return commands[positionals.join(' ')]
  if (person === undefined || rest.length > 0) return undefined
  if (verb === 'export') return (folder) => personExport(folder, person, values.out)
  return verb === 'erase' ? (folder) => personErase(folder, person) : undefined
}

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
