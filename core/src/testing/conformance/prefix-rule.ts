import { definedElements, readBuiltModules } from './built-modules.ts'
import { probeElements } from './probe-elements.ts'
import type { Rule } from './rule.ts'
import { tablesOf, withMigrated } from './tables.ts'

export const prefixRule: Rule = {
  name: 'tables and elements carry the prefixes of the manifest',
  async check(subject) {
    const { manifest, folder } = subject.package
    const findings: string[] = []
    const { tables: prefix, elements = undefined } = manifest
    const before = await withMigrated('sqlite::memory:', subject.options.with ?? [], tablesOf)
    const after = await withMigrated('sqlite::memory:', subject.installed, tablesOf)
    for (const table of after.filter((name) => !before.includes(name))) {
      if (prefix === undefined || !table.startsWith(prefix)) {
        findings.push(`A migration makes the table ${table}, which does not begin with "${prefix ?? '(none)'}"`)
      }
    }
    const shown = (subject.plugin.declaration.pages ?? []).flatMap(({ definition }) => definition.element ?? [])
    // What a module would define later, or needs a browser for, can only be read.
    const read = readBuiltModules(folder).flatMap(({ code }) => definedElements(code))
    const defined = [...(await probeElements(folder)).elements, ...read]
    for (const element of new Set([...defined, ...shown])) {
      if (elements === undefined || !element.startsWith(elements)) {
        findings.push(`The element <${element}> does not begin with "${elements ?? '(none)'}"`)
      }
    }
    for (const element of shown.filter((name) => !defined.includes(name))) {
      findings.push(`A page shows <${element}>, which no module in dist/ui defines; run the build of the browser files`)
    }
    return { findings }
  },
}
