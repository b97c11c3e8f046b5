import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, rmdirSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'

/** A file system of its own that is small enough to be filled. */
export interface SmallDisk {
  folder: string
  /** Fills it up to so many free bytes. */
  fill(free: number): void
  /** Takes the filling away again. */
  empty(): void
}

const chunk = 65_536

/** Mounts one until the test ends; where this machine does not allow it, why not. */
export function mountSmallDisk(t: Test, megabytes: number): SmallDisk | string {
  if (process.platform !== 'linux') return 'a small file system is mounted on Linux only'
  const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-small-disk-'))
  const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], {
    encoding: 'utf8',
  })
  if (status !== 0) {
    rmdirSync(folder)
    return `this machine mounts no small file system: ${error?.message ?? stderr.trim()}`
  }
  t.teardown(() => {
    spawnSync('umount', ['--lazy', folder])
    rmdirSync(folder)
  })
  const filling = join(folder, 'filling')
  return {
    folder,
    fill(free) {
      const file = openSync(filling, 'a')
      try {
        const { bavail, bsize } = statfsSync(folder)
        for (let left = bavail * bsize - free; left > 0; left -= chunk)
          writeSync(file, Buffer.alloc(Math.min(left, chunk)))
      } catch (error) {
        // Whoever writes meanwhile may be faster.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      } finally {
        closeSync(file)
      }
    },
    empty: () => rmSync(filling, { force: true }),
  }
}
