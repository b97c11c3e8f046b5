// What is said to be stored survives a power cut only if every sync was made, in the right order, and none that failed was
// taken for a success.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { appendLines, createFile, replaceFile } from '../../core/src/base/durable-file.ts'
import { createBlobFolder } from '../../core/src/storage/blob.ts'
import { faultyDisk } from './faulty-disk.ts'

/** Every way in which the portal stores a file of its own; `file` is a place where there is none yet. */
const writers: Record<string, (file: string) => Promise<unknown>> = {
  'a file that replaces another': (file) => replaceFile(file, 'content'),
  'a file that must be new': (file) => createFile(file, 'content'),
  'lines at the end of a file': (file) => appendLines(file, ['one', 'two']),
  'a file that somebody sent': (file) =>
    createBlobFolder({ folder: dirname(file) }).put(Buffer.from('content'), { mediaType: 'text/plain' }),
}

function newFolder(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-durable-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** What must have worked before anything may be called stored; closing and tidying up need not. */
const counts = /^(open|write|sync|rename|link) /

for (const [what, write] of Object.entries(writers)) {
  t.test(`${what}: whichever step fails, nobody is told that it is stored`, async (t) => {
    const folder = newFolder(t)
    const disk = faultyDisk(t, folder)
    let number = 0
    const place = () => join(folder, String((number += 1)), 'file')
    disk.failAt(-1, 'EIO')
    await write(place())
    const steps = [...disk.operations]
    t.ok(
      steps.some((step) => step.startsWith('sync ')),
      steps.join(', '),
    )
    for (const [at, step] of steps.entries()) {
      if (!counts.test(step)) continue
      disk.failAt(at, 'EIO')
      await t.rejects(write(place()), { code: 'EIO' }, step)
    }
  })

  t.test(`${what}: its bytes are safe before its name is, and its name before anybody is told`, async (t) => {
    const folder = newFolder(t)
    const disk = faultyDisk(t, folder)
    disk.failAt(-1, 'EIO')
    await write(join(folder, '1', 'file'))
    const steps = disk.operations
    const written = steps.findLastIndex((step) => step.startsWith('write '))
    const file = steps[written]!.replace(/^write /, '')
    const named = steps.findIndex((step) => step === `rename ${file}` || step === `link ${file}`)
    const synced = steps.indexOf(`sync ${file}`, written)
    t.ok(synced > written, 'the bytes')
    if (named >= 0) t.ok(synced < named, 'before the name')
    t.ok(steps.indexOf('sync 1', Math.max(named, synced)) > 0, `the folder: ${steps.join(', ')}`)
  })
}
