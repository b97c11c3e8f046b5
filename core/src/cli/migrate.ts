import { planMigrations, runMigrations } from '../storage/migration.ts'
import { withStorage } from './open-storage.ts'

/** Shows what would run, or runs it; fails without a change when the plan does not hold. */
export const migrate = (folder: string, mode: 'plan' | 'run'): Promise<number> =>
  withStorage(folder, async ({ database, migrations }) => {
    const { pending, orphaned } = await planMigrations(database, migrations)
    for (const key of orphaned) print(`orphaned  ${key} (its plugin is no longer installed)`)
    if (mode === 'plan') {
      for (const key of pending) print(`pending   ${key}`)
      if (pending.length === 0) print('Nothing to migrate.')
      return 0
    }
    const done = await runMigrations(database, migrations)
    for (const key of done) print(`done      ${key}`)
    print(`${done.length} migrations run.`)
    return 0
  })

const print = (line: string) => process.stdout.write(`${line}\n`)
