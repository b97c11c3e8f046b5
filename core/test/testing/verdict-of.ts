import type { Test } from 'tap'
import type { ConfiguredPlugin } from '../../src/plugin/define-plugin.ts'
import { conformance, createSubject } from '../../src/testing/conformance/conformance.ts'
import type { ConformanceOptions } from '../../src/testing/conformance/options.ts'
import type { Rule, Verdict } from '../../src/testing/conformance/rule.ts'

/** What a rule says of a plugin. */
export async function verdictOf(
  rule: Rule,
  plugin: ConfiguredPlugin,
  options: ConformanceOptions = {},
): Promise<Verdict> {
  const { subject, close } = createSubject(plugin, { postgres: false, ...options })
  try {
    return await rule.check(subject)
  } finally {
    await close()
  }
}

/** A rule finds these, and nothing else. */
export async function finds(t: Test, rule: Rule, plugin: ConfiguredPlugin, ...sentences: RegExp[]): Promise<void> {
  const { findings } = await verdictOf(rule, plugin)
  t.match(findings, sentences)
  t.equal(findings.length, sentences.length, findings.join('\n'))
}

/** What fails and what is skipped in the test that an author writes. */
export async function outcomesOf(plugin: ConfiguredPlugin) {
  const [failed, skipped]: [string[], string[]] = [[], []]
  await conformance(plugin, { postgres: false })({
    async test(_name, { skip }, run) {
      if (typeof skip === 'string') skipped.push(skip)
      else await run().catch((error: Error) => failed.push(error.message))
    },
  })
  return { failed, skipped }
}
