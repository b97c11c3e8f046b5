import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A module that browsers load. */
export interface BuiltModule {
  file: string
  code: string
}

/** The modules in a package's `dist/ui`; none when it has no browser code. */
export function readBuiltModules(packageFolder: string): BuiltModule[] {
  const folder = join(packageFolder, 'dist', 'ui')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ file, code: readFileSync(join(folder, file), 'utf8') }))
}

const kitElements = '@kreiswerk/ui-kit/elements'
const imports = /\bimport\s*([\w$\s{},*]*?)\s*(?:from\s*)?["'`]([^"'`]+)["'`]/g
const dynamicImports = /\bimport\s*\(\s*["'`]([^"'`]+)["'`]\s*\)/g
const reExports = /\bexport\s*(?:\*|\{[^}]*\})\s*from\s*["'`]([^"'`]+)["'`]/g

/** The specifiers that a module imports, as they stand in it. */
export const importedBy = (code: string): string[] => [
  ...[...code.matchAll(imports)].map(([, , specifier = '']) => specifier),
  ...[...code.matchAll(dynamicImports), ...code.matchAll(reExports)].map(([, specifier = '']) => specifier),
]

/** The custom elements that a module defines, with the kit's `define` under whatever name or with the browser's own. */
export function definedElements(code: string): string[] {
  const ofKit = [...code.matchAll(imports)].filter(([, , specifier]) => specifier === kitElements)
  const names = ofKit.flatMap(([, clause = '']) => [...clause.matchAll(/\bdefine(?:\s+as\s+([\w$]+))?/g)])
  const callees = ['customElements\\.define', ...names.map(([, alias = 'define']) => escape(alias))]
  const call = new RegExp(`(?<![\\w$.])(?:window\\.)?(?:${callees.join('|')})\\(\\s*["'\`]([^"'\`]+)["'\`]`, 'g')
  return [...code.matchAll(call)].map(([, name = '']) => name)
}

const escape = (name: string): string => name.replaceAll('$', '\\$')
