import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'

/** An S3 server in a process of its own. It knows keys and buckets, but does not verify signatures of version 4. */
export async function startS3(t: Test): Promise<{ endpoint: string; folder: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'kreiswerk-s3-'))
  const script = fileURLToPath(new URL('run-s3.mjs', import.meta.url))
  const child = spawn(process.execPath, ['--no-deprecation', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async () => {
    child.kill()
    await closed
  }
  t.teardown(async () => {
    await stop()
    await rm(folder, { recursive: true, force: true })
  })
  const endpoint = await new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())),
  )
  return { endpoint, folder, stop }
}
