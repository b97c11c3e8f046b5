import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { testDatabaseUrl } from '../core/src/testing/databases.ts'
import { freePort } from './free-port.ts'
import { startMailServer } from './mail-server.ts'
import type { MailServer } from './mail-server.ts'
import { startPortalProcess } from './portal-process.ts'
import type { PortalProcess } from './portal-process.ts'
import { root, run } from './run.ts'

/** The sample portal as a process, with its emulators and a mail server around it. */
export interface SamplePortal extends PortalProcess {
  readonly mails: MailServer
  /** Where the one-time codes of the invented staff can be read. */
  readonly codes: string
  /** Where its keys, files and, on SQLite, its database are. */
  readonly dataFolder: string
  readonly database: string
  /** Runs a command such as `audit verify` on its deployment; fails when the command does. */
  command(...words: string[]): Promise<string>
}

const fromSources = '--import=./scripts/source-condition.mjs'

/** Starts the sample with a fresh database; everything ends and disappears with the test. */
export async function startSamplePortal(t: Test, engine: 'sqlite' | 'postgres'): Promise<SamplePortal> {
  const [database, mails] = await Promise.all([testDatabaseUrl(t, engine), startMailServer()])
  t.teardown(() => mails.stop())
  const dataFolder = mkdtempSync(join(tmpdir(), 'kreiswerk-sample-'))
  t.teardown(() => rmSync(dataFolder, { recursive: true, force: true }))
  const codesPort = await freePort()
  const env = {
    KREISWERK_DATA: dataFolder,
    // A busy machine for tests is no reason to turn anybody away.
    MAX_DELAY: '0',
    DATABASE_URL: database,
    SMTP_URL: mails.url,
    PAYMENT_EMULATOR_PORT: String(await freePort()),
    IDENTITY_EMULATOR_PORT: String(await freePort()),
    AUTHENTICATOR_EMULATOR_PORT: String(codesPort),
  }
  const portal = await startPortalProcess({ command: [fromSources, 'sample-deployment/start.ts'], folder: root, env })
  t.teardown(() => portal.stop())
  return Object.assign(portal, {
    mails,
    codes: `http://localhost:${codesPort}`,
    dataFolder,
    database,
    command: (...words: string[]) =>
      run(
        process.execPath,
        [fromSources, 'core/src/cli/kreiswerk.ts', ...words, '--folder', 'sample-deployment'],
        root,
        env,
      ),
  })
}
