import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errors } from './errors.ts'

interface BuiltFile {
  file: string
  integrity: string
  bytes: number
}

/** What a package's UI build wrote: see `manifest.json` in its folder. */
export interface UiFiles {
  folder: string
  /** The URL prefix these files are served under; it carries the version, so that they may be cached for ever. */
  base: string
  /** The module that defines the plugin's elements; the kit has none. */
  entry?: string
  /** Bare specifiers this package serves for everybody (only the kit). */
  imports?: Record<string, string>
  css?: Record<string, string>
  files: BuiltFile[]
}

/** Reads the manifest that a package's UI build left in `folder`; `undefined` when the package has no UI. */
export function readUiFiles(name: string, version: string, folder: string): UiFiles | undefined {
  const file = join(folder, 'manifest.json')
  if (!existsSync(file)) return undefined
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Omit<UiFiles, 'folder' | 'base'>
  return { ...manifest, folder, base: `/assets/${name}/${version}/` }
}

/** The same, for a package that must have one. */
export function requireUiFiles(name: string, version: string, folder: string): UiFiles {
  const found = readUiFiles(name, version, folder)
  if (found === undefined) throw errors.uiMissing({ package: name, folder })
  return found
}
