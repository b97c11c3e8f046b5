import type { ConfiguredPlugin } from '../../plugin/define-plugin.ts'
import { assertComplete } from '../../plugin/installed-plugin.ts'
import { readPluginPackage } from '../../plugin/manifest.ts'
import { pluginFolderOf } from '../../portal/find-package.ts'
import { actionsRule } from './actions-rule.ts'
import { answersRule } from './answers-rule.ts'
import { auditRule } from './audit-rule.ts'
import { lifecycleRule } from './lifecycle-rule.ts'
import { localesRule } from './locales-rule.ts'
import { manifestRule } from './manifest-rule.ts'
import { migrationsRule } from './migrations-rule.ts'
import type { ConformanceOptions } from './options.ts'
import { prefixRule } from './prefix-rule.ts'
import { privacyRule } from './privacy-rule.ts'
import type { Rule, Subject, Verdict } from './rule.ts'
import { sealingRule } from './sealing-rule.ts'
import { startRule } from './start-rule.ts'
import { startTrial } from './trial.ts'
import type { Trial } from './trial.ts'
import { uiRule } from './ui-rule.ts'

const rules: readonly Rule[] = [
  manifestRule,
  startRule,
  prefixRule,
  actionsRule,
  migrationsRule,
  answersRule,
  auditRule,
  sealingRule,
  privacyRule,
  localesRule,
  uiRule,
  // Last: afterwards nothing is left to look at.
  lifecycleRule,
]

/** What is needed of a test: subtests with a reason to skip. Both tap and node:test have it. */
export interface ConformanceTest {
  test(name: string, options: { skip?: string | false }, run: () => Promise<void>): PromiseLike<unknown>
}

/**
 * The test of everything that every plugin promises: manifest, prefixes, actions, audit lines, migrations, privacy,
 * locales, browser files and purge. What cannot be looked at is reported as a skipped test that says why.
 * @example t.test('conforms', conformance(feedback()))
 */
export function conformance(
  plugin: ConfiguredPlugin,
  options: ConformanceOptions = {},
): (t: ConformanceTest) => Promise<void> {
  return async function conforms(t) {
    const { subject, close } = createSubject(plugin, options)
    try {
      const complete = isComplete(subject)
      let starts = true
      for (const rule of complete ? rules : [actionsRule]) {
        if (!starts && rule.standsAlone !== true) {
          await t.test(rule.name, { skip: 'the plugin does not start' }, async () => {})
          continue
        }
        let verdict: Verdict | undefined
        await t.test(rule.name, {}, async () => {
          verdict = await rule.check(subject)
          if (rule === startRule) starts = verdict.findings.length === 0
          if (verdict.findings.length > 0) throw new Error(verdict.findings.join('\n'))
        })
        for (const reason of (verdict as Verdict | undefined)?.unchecked ?? []) {
          await t.test('not checked', { skip: reason }, async () => {})
        }
      }
      if (!complete) await t.test('not checked', { skip: 'no portal starts with such a plugin' }, async () => {})
    } finally {
      await close()
    }
  }
}

// Every other rule would fail for the same reason, and say it less well.
function isComplete({ plugin, package: { manifest } }: Subject): boolean {
  try {
    assertComplete(manifest.id, plugin.declaration)
    return true
  } catch {
    return false
  }
}

/** A plugin as the rules look at it; `close` ends its portal. */
export function createSubject(plugin: ConfiguredPlugin, options: ConformanceOptions) {
  const base = {
    plugin,
    package: readPluginPackage(pluginFolderOf(plugin.module)),
    installed: [...(options.with ?? []), plugin],
    options,
  }
  let trial: Promise<Trial> | undefined
  const subject: Subject = { ...base, trial: () => (trial ??= startTrial(base)) }
  const close = async () => {
    const started = await trial?.catch(() => undefined)
    await started?.close()
  }
  return { subject, close }
}
