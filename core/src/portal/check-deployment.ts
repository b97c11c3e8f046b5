import { join, resolve } from 'node:path'
import { opens } from '../base/opens.ts'
import type { Assembly } from './assemble.ts'
import type { Deployment } from './deployment.ts'
import { errors } from './errors.ts'
import { assertTexts } from './legal/texts.ts'

/** Finds what does not fit together in a config, or lacks its file, before anything is opened. */
export function assertDeployment(deployment: Deployment, { permissions, pages }: Assembly, folder: string): void {
  if (!deployment.languages.includes('de')) throw errors.languageMissing()
  const { securityContact } = deployment
  if (securityContact !== undefined && !/^(mailto:|https:\/\/|tel:)[\x21-\x7e]+$/.test(securityContact)) {
    throw errors.securityContactInvalid({ value: securityContact })
  }
  for (const [role, granted] of Object.entries(deployment.roles)) {
    const permission = granted.find((one) => !permissions.has(one))
    if (permission !== undefined) throw errors.roleUnknown({ role, permission })
  }
  const taken = new Map<string, string>()
  for (const { plugin, page } of pages) {
    const { path } = page.definition
    const first = taken.get(path)
    if (first !== undefined) throw errors.pathTwice({ first, second: plugin, path })
    taken.set(path, plugin)
  }
  assertTexts(resolve(folder, deployment.texts))
  assertAsset('theme', deployment, folder)
  assertAsset('icon', deployment, folder)
}

function assertAsset(member: 'theme' | 'icon', deployment: Deployment, folder: string): void {
  const name = deployment[member]
  if (name === undefined) return
  if (deployment.assets === undefined) throw errors.assetMissing({ member, file: name })
  const file = join(resolve(folder, deployment.assets), name)
  const found = opens(file)
  if (found === 'missing') throw errors.assetMissing({ member, file })
  if (found === 'denied') throw errors.fileDenied({ file })
}
