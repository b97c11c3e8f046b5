import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withWording } from '@kreiswerk/ui-kit'
import type { Readable, Wording } from '@kreiswerk/ui-kit'

type Dictionary = ReadonlyMap<string, string>

/** German is the source of every text; what a variant lacks is shown in German. */
const source = 'de'

/** All words of the portal: per plugin its own, below them those of the kernel and the ui-kit. */
export class Messages {
  readonly #dictionaries = new Map<string, Map<string, string>>()
  readonly #shared = 'core'

  /** Reads `<locale>.json` or `<topic>.<locale>.json` of a folder: flat objects from key to text. */
  addFolder(plugin: string, folder: string): void {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
      const locale = file.slice(0, -'.json'.length).split('.').at(-1) ?? source
      this.add(plugin, locale, JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>)
    }
  }

  add(plugin: string, locale: string, words: Readonly<Record<string, string>>): void {
    const dictionary = this.#of(plugin, locale)
    for (const [key, text] of Object.entries(words)) dictionary.set(key, text)
  }

  /** How a plugin speaks in a language. */
  wording(plugin: string, locale: string): Wording {
    const search: Dictionary[] = [
      this.#of(plugin, locale),
      this.#of(plugin, source),
      this.#of(this.#shared, locale),
      this.#of(this.#shared, source),
    ]
    return {
      locale,
      words: (key, owner) => {
        if (owner !== undefined && owner !== plugin) return this.wording(owner, locale).words(key)
        for (const dictionary of search) {
          const text = dictionary.get(key)
          if (text !== undefined) return text
        }
        return undefined
      },
    }
  }

  /** Puts a readable of a plugin into words. */
  say(plugin: string, locale: string, text: Readable): string {
    return withWording(this.wording(plugin, locale), () => String(text))
  }

  /** Every text a plugin's browser code may need, as one flat object. */
  all(plugin: string, locale: string): Record<string, string> {
    const merged: Record<string, string> = {}
    for (const layer of [
      this.#of(this.#shared, source),
      this.#of(this.#shared, locale),
      this.#of(plugin, source),
      this.#of(plugin, locale),
    ]) {
      for (const [key, text] of layer) merged[key] = text
    }
    return merged
  }

  #of(plugin: string, locale: string): Map<string, string> {
    const name = `${plugin} ${locale}`
    let dictionary = this.#dictionaries.get(name)
    if (dictionary === undefined) this.#dictionaries.set(name, (dictionary = new Map()))
    return dictionary
  }
}
