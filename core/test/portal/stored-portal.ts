import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { appendAudit } from '../../src/audit/append.ts'
import { createPortal } from '../../src/portal/create-portal.ts'
import type { Portal } from '../../src/portal/create-portal.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { testDeployment } from '../../src/testing/test-deployment.ts'

/** A folder that is gone after the test. */
export function temporaryFolder(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-stored-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const databaseIn = (dataFolder: string): string => `sqlite:${join(dataFolder, 'portal.db')}`

/** A portal whose data lie in a folder, to be stopped and started again. */
export const openStored = (dataFolder: string): Promise<Portal> =>
  createPortal(testDeployment([]), {
    folder: dataFolder,
    dataFolder,
    origin: 'http://localhost',
    database: databaseIn(dataFolder),
    worker: false,
  })

/** Leaves one line in the audit log and takes it into the tree. */
export async function leaveEntry(portal: Portal, object: string): Promise<void> {
  await unitOfWork(portal.database, (em) =>
    appendAudit(em, {
      at: new Date(),
      actor: null,
      realm: 'system',
      action: 'test.done',
      object,
      plugin: 'test',
      correlationId: object,
    }),
  )
  await portal.sequencer.flush()
}
