import type { EntityManager } from '../storage/database.ts'
import { isError } from '../base/error.ts'
import type { ServiceContext } from './define-plugin.ts'
import { errors } from './errors.ts'
import type { InstalledPlugin } from './installed-plugin.ts'

/** Runs a plugin's `start`; what it throws stops the portal and names the plugin. */
export async function startPlugin(
  { id, declaration }: InstalledPlugin,
  context: ServiceContext & { em: EntityManager },
): Promise<void> {
  try {
    await declaration.start?.(context)
  } catch (cause) {
    if (isError(cause)) throw cause
    throw errors.startFailed({ plugin: id, problem: cause instanceof Error ? cause.message : String(cause) }, { cause })
  }
}
