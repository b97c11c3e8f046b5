import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import packed from '@sparticuz/chromium'
import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'

const cache = fileURLToPath(new URL('../../node_modules/.cache/kreiswerk/', import.meta.url))

/**
 * Starts a real Chromium: the one that `CHROMIUM_PATH` names, else the one that came with the npm packages, so that the
 * tests need nothing but npm. The caller closes it.
 */
export async function launchBrowser(): Promise<Browser> {
  const given = process.env['CHROMIUM_PATH']
  if (given) return chromium.launch({ executablePath: given, args: ['--no-sandbox'] })
  const folder = await unpackedChromium()
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    // Not the package's own arguments: they switch off web security, and then no test of our policies means anything.
    args: ['--no-sandbox', '--headless=shell', '--font-render-hinting=none'],
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
      HOME: folder,
    },
  })
}

/** Unpacks browser, libraries and fonts once per version. Several test files may arrive here at the same time. */
async function unpackedChromium(): Promise<string> {
  const folder = join(cache, `chromium-${await packedVersion()}`)
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  const started = await mkdtemp(join(cache, 'unpacking-'))
  await unpackInto(started)
  await writeFile(join(started, 'fonts/fonts.conf'), fontConfiguration(folder))
  await rename(started, folder).catch(async (error: unknown) => {
    await rm(started, { recursive: true })
    if (!existsSync(folder)) throw error
  })
  return folder
}

/** The package's fonts and no others: pages look the same on every machine. */
const fontConfiguration = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts/fonts</dir>
  <cachedir>${folder}/fonts/cache</cachedir>
</fontconfig>
`

/** The package unpacks into the temporary folder, and its libraries only where it believes to be on Amazon Linux. */
async function unpackInto(folder: string): Promise<void> {
  const { TMPDIR, AWS_EXECUTION_ENV } = process.env
  process.env['TMPDIR'] = folder
  process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs22.x'
  try {
    await packed.executablePath()
  } finally {
    restore('TMPDIR', TMPDIR)
    restore('AWS_EXECUTION_ENV', AWS_EXECUTION_ENV)
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
}

async function packedVersion(): Promise<string> {
  const manifest = new URL('../../package.json', import.meta.resolve('@sparticuz/chromium'))
  return (JSON.parse(await readFile(manifest, 'utf8')) as { version: string }).version
}
