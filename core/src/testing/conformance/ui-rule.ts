import { join } from 'node:path'
import { kitFolder } from '../../portal/site-ui.ts'
import { readUiFiles, requireUiFiles } from '../../web/ui-files.ts'
import { importedBy, readBuiltModules } from './built-modules.ts'
import { probeElements } from './probe-elements.ts'
import type { Rule } from './rule.ts'

/** A browser must be able to load the plugin's modules with nothing but the portal's import map. */
export const uiRule: Rule = {
  name: 'the browser files load alone: they import only what the import map of every portal offers',
  standsAlone: true,
  async check({ package: { manifest, folder, name, version } }) {
    const built = readUiFiles(manifest.id, version, join(folder, 'dist', 'ui'))
    if (built === undefined) {
      return {
        findings:
          manifest.elements === undefined ? [] : [`${name} has elements, but no dist/ui/manifest.json; build it`],
      }
    }
    const offered = Object.keys(requireUiFiles('ui-kit', '', join(kitFolder, 'dist', 'browser')).imports ?? {})
    const modules = readBuiltModules(folder)
    const listed = built.files.map(({ file }) => file)
    const findings = modules.flatMap(({ file, code }) =>
      importedBy(code)
        .filter((specifier) => !offered.includes(specifier) && !listed.includes(specifier.replace(/^\.\//, '')))
        .map((specifier) => `dist/ui/${file} imports "${specifier}", which the import map does not have`),
    )
    if (built.entry === undefined || !listed.includes(built.entry)) {
      findings.push('dist/ui/manifest.json names no entry among its files')
    }
    const { broken, unloaded } = await probeElements(folder)
    findings.push(
      ...broken.map(({ file, reason }) => `dist/ui/${file} is no module that a browser can read: ${reason}`),
    )
    return {
      findings,
      unchecked: unloaded.map(({ file, reason }) => `dist/ui/${file} could not be loaded without a browser: ${reason}`),
    }
  },
}
