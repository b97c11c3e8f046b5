import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const { version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { version: string }

/** The kernel's own package: the same two levels up from `src/portal` and from `dist/portal`. */
export const corePackage = { name: '@kreiswerk/core', version, folder } as const
