import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { bundleFolder, entryFile, recordFile } from '../../src/cli/bundle/bundle-folder.ts'
import { findBundle } from '../../src/cli/bundle/find-bundle.ts'
import { fingerprintOf } from '../../src/cli/bundle/fingerprint.ts'
import { packageFolderOf } from '../../src/portal/find-package.ts'

const sources = ['kreiswerk.config.ts', 'node_modules/hello/package.json']

async function bundledDeployment(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kreiswerk-bundled-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  await mkdir(join(folder, 'node_modules/hello/dist'), { recursive: true })
  await mkdir(bundleFolder(folder), { recursive: true })
  await writeFile(join(folder, sources[0]!), 'export default {}')
  await writeFile(join(folder, sources[1]!), '{ "name": "hello", "version": "1.0.0" }')
  await writeFile(join(bundleFolder(folder), 'package.json'), '{ "type": "module" }')
  await writeFile(entryFile(folder), 'export const start = async (folder) => folder.length')
  await writeFile(recordFile(folder), JSON.stringify({ sources, fingerprint: fingerprintOf(folder, sources) }))
  return folder
}

t.test('a bundle counts while what it was made of is there, byte by byte', async (t) => {
  const folder = await bundledDeployment(t)
  const found = await findBundle(folder)
  t.ok(found !== null && found !== 'outdated' && (await found.start(folder)) === folder.length)
  for (const [index, source] of sources.entries()) {
    const other = await bundledDeployment(t)
    await appendFile(join(other, source), ' ')
    t.equal(await findBundle(other), 'outdated', `${source} changed`)
    const third = await bundledDeployment(t)
    await rm(join(third, sources[index]!))
    t.equal(await findBundle(third), 'outdated', `${source} is gone`)
  }
})

t.test('without a record there is no bundle, with a damaged one it does not count', async (t) => {
  const folder = await bundledDeployment(t)
  await writeFile(recordFile(folder), '{ "sources": ')
  t.equal(await findBundle(folder), 'outdated')
  await rm(recordFile(folder))
  t.equal(await findBundle(folder), null)
})

t.test('a module belongs to the nearest package that has a name', async (t) => {
  const folder = await bundledDeployment(t)
  const hello = join(folder, 'node_modules/hello')
  await writeFile(join(hello, 'dist/package.json'), '{ "type": "module" }')
  await writeFile(join(hello, 'dist/index.js'), '')
  t.equal(packageFolderOf(join(hello, 'dist/index.js'))?.endsWith('node_modules/hello'), true)
  t.equal(packageFolderOf(join(folder, sources[0]!)), null)
})
