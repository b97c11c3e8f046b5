import type { ConfiguredPlugin } from '../../plugin/define-plugin.ts'
import type { PluginPackage } from '../../plugin/manifest.ts'
import type { ConformanceOptions } from './options.ts'
import type { Trial } from './trial.ts'

/** The plugin that is looked at. */
export interface Subject {
  readonly plugin: ConfiguredPlugin
  readonly package: PluginPackage
  /** The plugins it needs, then itself. */
  readonly installed: readonly ConfiguredPlugin[]
  readonly options: ConformanceOptions
  /** The plugin in a portal where everything was used that could be; made once. */
  trial(): Promise<Trial>
}

/** What a rule found. */
export interface Verdict {
  /** What is wrong, in sentences that say where. */
  findings: readonly string[]
  /** What could not be looked at here, and how to change that. */
  unchecked?: readonly string[]
}

/** One promise that every plugin keeps. */
export interface Rule {
  /** The promise as a sentence, the name of its test. */
  readonly name: string
  /** Whether it can be looked at although the plugin does not start. */
  readonly standsAlone?: true
  check(subject: Subject): Verdict | Promise<Verdict>
}
