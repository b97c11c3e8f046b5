import { pluginsOf } from '../portal/load-deployment.ts'

/** Lists what is installed, from the manifests alone. */
export async function plugins(folder: string): Promise<number> {
  for (const { name, version, manifest } of pluginsOf(folder)) {
    const { id, tables = '–', elements = '–', permissions = {} } = manifest
    process.stdout.write(`${id}  ${name}@${version}\n  tables ${tables}  elements ${elements}\n`)
    for (const [permission, meaning] of Object.entries(permissions)) {
      process.stdout.write(`  ${permission}  ${meaning}\n`)
    }
  }
  return 0
}
