#!/usr/bin/env node
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isError } from '../base/error.ts'
import { auditResume } from './audit-resume.ts'
import { auditVerify } from './audit-verify.ts'
import { backup, restore } from './backup.ts'
import { doctor } from './doctor.ts'
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
  audit resume [checkpoint] [--accept-loss <reason>]
                   let the audit log go on after a restore
  doctor           look at everything the portal needs, also while it runs
  backup [folder]  copy database, files and keys, also while the portal runs
  restore <folder> [--old-data <folder>]
                   put a backup into the empty data folder
  person export <account-id|e-mail> [--out <file>]
                   everything the portal keeps about a person, as JSON
  person erase <account-id|e-mail>
                   erase a person; says what a duty keeps
  keys rotate      wrap all data keys with a new master key
`

type Command = (folder: string, ...words: string[]) => Promise<number>

const commands: Readonly<Record<string, Command>> = {
  start,
  'migrate plan': (folder) => migrate(folder, 'plan'),
  'migrate run': (folder) => migrate(folder, 'run'),
  plugins,
  'audit verify': auditVerify,
  'audit resume': (folder, file) => auditResume(folder, file && resolve(file), values['accept-loss']),
  doctor,
  backup: (folder, target) => backup(folder, target && resolve(target)),
  restore: (folder, from = '') => restore(folder, resolve(from), values['old-data']),
  'keys rotate': keysRotate,
  'person export': (folder, person = '') => personExport(folder, person, values.out),
  'person erase': (folder, person = '') => personErase(folder, person),
}

/** How many words each command takes, at least and at most; none unless told. */
const words: Readonly<Record<string, readonly [number, number]>> = {
  backup: [0, 1],
  restore: [1, 1],
  'audit resume': [0, 1],
  'person export': [1, 1],
  'person erase': [1, 1],
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string', default: process.cwd() },
    out: { type: 'string' },
    'old-data': { type: 'string' },
    'accept-loss': { type: 'string' },
  },
})
const { command, given } = chosen(positionals)

function chosen(all: string[]): { command: Command | undefined; given: string[] } {
  const name = Object.keys(commands).find((one) => `${all.join(' ')} `.startsWith(`${one} `)) ?? ''
  const given = all.slice(name.split(' ').length)
  const [least, most] = words[name] ?? [0, 0]
  return { command: given.length >= least && given.length <= most ? commands[name] : undefined, given }
}

if (command === undefined) {
  process.stderr.write(usage)
  process.exitCode = 2
} else {
  try {
    process.exitCode = await command(resolve(values.folder), ...given)
  } catch (error) {
    process.stderr.write(isError(error) ? `${error.code}: ${error.message}\n` : `${(error as Error).stack}\n`)
    process.exitCode = 1
  }
}
