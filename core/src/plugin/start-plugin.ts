import type { EntityManager } from '../storage/database.ts'
import { isError } from '../base/error.ts'
import type { ServiceContext } from './define-plugin.ts'
import { errors } from './errors.ts'
import { OptionalPluginFailed } from './resting-plugin.ts'
import type { InstalledPlugin } from './installed-plugin.ts'

/** Runs a plugin's `start`; what it throws stops the portal and names the plugin, unless the plugin is optional. */
export async function startPlugin(
  { id, declaration, optional }: InstalledPlugin,
  context: ServiceContext & { em: EntityManager },
): Promise<void> {
  try {
    await declaration.start?.(context)
  } catch (cause) {
    const failure = isError(cause) ? cause : errors.startFailed({ plugin: id, problem: messageOf(cause) }, { cause })
    throw optional === true ? new OptionalPluginFailed(id, failure) : failure
  }
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
