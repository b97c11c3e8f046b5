import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const compress = promisify(brotliCompress)

/** One file that browsers load. */
export interface BuiltFile {
  file: string
  /** Subresource Integrity, `sha384-…`. */
  integrity: string
  /** Size before compression. */
  bytes: number
}

/** Lists the files of a build with their integrity, and puts a brotli copy (`.br`) beside each. */
export async function finishFiles(folder: string): Promise<BuiltFile[]> {
  const names = (await readdir(folder)).filter((name) => /\.(?:js|css)$/.test(name)).sort()
  return Promise.all(names.map((name) => finishFile(folder, name)))
}

async function finishFile(folder: string, file: string): Promise<BuiltFile> {
  const content = await readFile(join(folder, file))
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
  await writeFile(join(folder, `${file}.br`), await compress(content, best))
  return { file, integrity: `sha384-${createHash('sha384').update(content).digest('base64')}`, bytes: content.length }
}

/** Writes `manifest.json`, which the portal reads when it is assembled. */
export const writeManifest = (folder: string, manifest: object): Promise<void> =>
  writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n')
