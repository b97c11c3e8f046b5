import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { SourceTextModule, SyntheticModule, createContext } from 'node:vm'
import type { Module } from 'node:vm'

// A program of its own, since Node compiles modules without importing them only under a flag. It loads the built modules
// of a folder among stand-ins for the browser and for whatever they import, and prints what they define.

/** What came of the modules of a folder. */
export interface Probed {
  elements: string[]
  /** Modules that are no JavaScript, and why. */
  broken: { file: string; reason: string }[]
  /** Modules that need a real browser to load. */
  unloaded: { file: string; reason: string }[]
}

const [, , folder = '.'] = process.argv
const probed: Probed = { elements: [], broken: [], unloaded: [] }
const define = (name: string): void => void probed.elements.push(name)

/** Bears every use: it can be called, made, extended and asked for anything. */
const standIn: object = new Proxy(function stand() {}, {
  get(target, name) {
    if (name === 'prototype') return target.prototype
    if (name === Symbol.toPrimitive) return () => ''
    return name === 'then' || name === Symbol.iterator ? undefined : standIn
  },
  set: () => true,
  apply: () => standIn,
})

const ofBrowser =
  'document navigator location history localStorage matchMedia HTMLElement Element Node Event CustomEvent'
const context = createContext(Object.fromEntries(ofBrowser.split(' ').map((name) => [name, standIn])))
Object.assign(context, {
  window: context,
  self: context,
  customElements: { define, get: () => undefined, whenDefined: async () => {} },
  setTimeout: () => 0,
  console,
})

const known: Record<string, unknown> = {
  define,
  customElement: (name: string) => (element: unknown) => {
    define(name)
    return element
  },
}

const named = /\b(?:import|export)\s*(?:[\w$]+\s*,\s*)?\{([^}]*)\}\s*from\s*["'`]([^"'`]+)["'`]/g

/** Stands for a module from elsewhere, with every name that is asked of it. */
function outside(specifier: string, code: string): Module {
  const clauses = [...code.matchAll(named)].filter(([, , from]) => from === specifier)
  const asked = clauses.flatMap(([, names = '']) =>
    names.split(',').map((name) => name.trim().split(/\s+as\s+/)[0] ?? ''),
  )
  const names = [...new Set(['default', ...asked.filter((name) => name !== '')])]
  const fill = function (this: SyntheticModule) {
    for (const name of names) this.setExport(name, known[name] ?? standIn)
  }
  return new SyntheticModule(names, fill, { context, identifier: specifier })
}

// What a module goes on to do once it is loaded needs a browser, and is not asked here.
process.on('unhandledRejection', () => {})

const modules = new Map<string, SourceTextModule>()
const codes = new Map<string, string>()
for (const file of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
  const code = readFileSync(join(folder, file), 'utf8')
  try {
    modules.set(file, new SourceTextModule(code, { context, identifier: file }))
    codes.set(file, code)
  } catch (error) {
    probed.broken.push({ file, reason: (error as Error).message })
  }
}
for (const [file, module] of modules) {
  try {
    if (module.status === 'unlinked') {
      await module.link(
        (specifier, { identifier }) =>
          modules.get(specifier.replace(/^\.\//, '')) ?? outside(specifier, codes.get(identifier) ?? ''),
      )
    }
    await module.evaluate()
  } catch (error) {
    probed.unloaded.push({ file, reason: (error as Error).message })
  }
}
process.stdout.write(JSON.stringify(probed), () => process.exit())
