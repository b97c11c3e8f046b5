import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assertCompatible } from '../../plugin/compatibility.ts'
import { corePackage } from '../../portal/core-package.ts'
import type { Rule } from './rule.ts'

/** The shape of the manifest was checked when it was read; here it is held against the kernel and the declaration. */
export const manifestRule: Rule = {
  name: 'the manifest fits the kernel and says what the plugin owns',
  standsAlone: true,
  check({ package: packaged, plugin: { declaration } }) {
    const { manifest, folder, peerDependencies } = packaged
    const findings: string[] = []
    try {
      assertCompatible([packaged], corePackage)
    } catch (error) {
      findings.push((error as Error).message)
    }
    if (peerDependencies['@kreiswerk/core'] === undefined) {
      findings.push('package.json lists no @kreiswerk/core under "peerDependencies"; the portal brings the one copy')
    }
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>
    }
    for (const name of Object.keys(dependencies).filter(isOfPortal)) {
      findings.push(`${name} stands under "dependencies" and would be a second copy; list it under "peerDependencies"`)
    }
    for (const permission of Object.keys(manifest.permissions ?? {})) {
      if (!permission.startsWith(`${manifest.id}.`))
        findings.push(`The permission ${permission} must begin with "${manifest.id}."`)
    }
    if ((declaration.entities ?? []).length > 0 && manifest.tables === undefined) {
      findings.push('The plugin has entities, but its manifest names no prefix under "tables"')
    }
    return { findings }
  },
}

const isOfPortal = (name: string): boolean => name === '@kreiswerk/core' || name.startsWith('@mikro-orm/')
