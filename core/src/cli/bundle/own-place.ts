import { relative } from 'node:path'
import type { Plugin } from 'rolldown'

/**
 * Modules that ask where they are get the answer they would get without the bundle, so that texts, style sheets and
 * packages beside them are found.
 */
export function keepOwnPlace(target: string): Plugin {
  return {
    name: 'kreiswerk-own-place',
    transform(code, id) {
      const asksInModule = /\bimport\.meta\b/.test(code)
      const asksInScript =
        /\b__(?:dirname|filename)\b/.test(code) && !/\b(?:const|let|var) __(?:dirname|filename)\b/.test(code)
      if (id.startsWith('\0') || !(asksInModule || asksInScript)) return null
      const place = JSON.stringify(relative(target, id).replaceAll('\\', '/'))
      return asksInModule
        ? `${inModule(place)}${code.replace(/\bimport\.meta\b/g, '__place')}`
        : `${inScript(JSON.stringify(id))}${code}`
    },
  }
}

const inModule = (place: string): string =>
  `const __place = { url: new URL(${place}, import.meta.url).href,` +
  ' get filename() { return process.getBuiltinModule("node:url").fileURLToPath(this.url) },' +
  ' get dirname() { return process.getBuiltinModule("node:path").dirname(this.filename) } };\n'

const inScript = (file: string): string =>
  `const __filename = ${file}, __dirname = process.getBuiltinModule("node:path").dirname(__filename);\n`
