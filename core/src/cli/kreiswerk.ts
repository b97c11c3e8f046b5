#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isError } from '../base/error.ts'

// What was compiled for the last start need not be compiled for this one; each command loads only what it needs.
enableCompileCache()

const usage = `kreiswerk <command> [--folder <deployment>]

  start            serve the portal
  bundle           put the deployment into a few files, so that it starts faster
  migrate plan     show which migrations would run
  migrate run      run them
  plugins          list the installed plugins and what they own
  audit verify     check the whole audit log
  audit hold       keep the portal from starting on a database restored by other means
  audit resume [checkpoint] [--accept-loss <reason>]
                   let the audit log go on after a restore
  doctor           look at everything the portal needs, also while it runs
  backup [folder]  copy database, files and keys, also while the portal runs
  restore <folder> [--old-data <folder>]
                   put a backup into the empty data folder
  person export <account-id|e-mail|number> [--out <file>]
                   everything the portal keeps about a person, as JSON
  person erase <account-id|e-mail|number>
                   erase a person; says what a duty keeps
  keys rotate      wrap all data keys with a new master key, also while the portal runs
  keys rotate --finish
                   remove the old master keys afterwards
`

type Command = (folder: string, ...words: string[]) => Promise<number>

const commands: Readonly<Record<string, Command>> = {
  start: startFastest,
  bundle: async (folder) => (await import('./bundle/command.ts')).bundle(folder),
  'migrate plan': async (folder) => (await import('./migrate.ts')).migrate(folder, 'plan'),
  'migrate run': async (folder) => (await import('./migrate.ts')).migrate(folder, 'run'),
  plugins: async (folder) => (await import('./plugins.ts')).plugins(folder),
  'audit verify': async (folder) => (await import('./audit-verify.ts')).auditVerify(folder),
  'audit hold': async (folder) => (await import('./audit-hold.ts')).auditHold(folder),
  'audit resume': async (folder, file) =>
    (await import('./audit-resume.ts')).auditResume(folder, file && resolve(file), values['accept-loss']),
  doctor: async (folder) => (await import('./doctor.ts')).doctor(folder),
  backup: async (folder, target) => (await import('./backup.ts')).backup(folder, target && resolve(target)),
  restore: async (folder, from = '') =>
    (await import('./backup.ts')).restore(folder, resolve(from), values['old-data']),
  'keys rotate': async (folder) => {
    const { finishKeysRotate, keysRotate } = await import('./keys-rotate.ts')
    return values.finish ? finishKeysRotate(folder) : keysRotate(folder)
  },
  'person export': async (folder, person = '') =>
    (await import('./person.ts')).personExport(folder, person, values.out),
  'person erase': async (folder, person = '') => (await import('./person.ts')).personErase(folder, person),
}

/** From its bundle, if it has one that fits. */
async function startFastest(folder: string): Promise<number> {
  const bundle = await (await import('./bundle/find-bundle.ts')).findBundle(folder)
  if (bundle === 'outdated') {
    process.stderr.write(
      'bundle.outdated: The bundle is older than what is installed; starting without it. Run "kreiswerk bundle"\n',
    )
  }
  return bundle === null || bundle === 'outdated' ? (await import('./start.ts')).start(folder) : bundle.start(folder)
}

/** How many words each command takes, at least and at most; none unless told. */
const words: Readonly<Record<string, readonly [number, number]>> = {
  backup: [0, 1],
  restore: [1, 1],
  'audit resume': [0, 1],
  'person export': [1, 1],
  'person erase': [1, 1],
}

const { values, positionals } = readArguments()
const { command, given } = chosen(positionals)

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        folder: { type: 'string', default: process.cwd() },
        out: { type: 'string' },
        'old-data': { type: 'string' },
        'accept-loss': { type: 'string' },
        finish: { type: 'boolean' },
      },
    })
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`)
    process.exit(2)
  }
}

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
