import { isError } from '../../base/error.ts'
import type { Rule } from './rule.ts'

/** Everything else that needs a portal is skipped after a failure here, which it would only repeat. */
export const startRule: Rule = {
  name: 'the plugin starts in a portal and lets itself be used',
  standsAlone: true,
  async check(subject) {
    try {
      await subject.trial()
      return { findings: [] }
    } catch (error) {
      return { findings: [inWords(error)] }
    }
  },
}

function inWords(error: unknown): string {
  if (isError(error, 'plugin.settings-invalid'))
    return `${error.message}; give them in the test: conformance(plugin({ … }))`
  const { message, cause } = error as Error
  return cause instanceof Error ? `${message}: ${cause.message}` : message
}
