// The kernel knows no domain: fails when a file of core/src names what a plugin is about, in code, texts or comments.
import { globSync, readFileSync } from 'node:fs'

const nouns =
  /^(appointments?|termine?s?|akten?|vorg(a|ä|ae)nge?s?|tickets?|sperrgut|bescheide?s?|(melde)?bescheinigung(en)?|posts|cases?)$/

/** The keyword, and everyday English and JavaScript around letter case. */
const otherMeanings = [
  /^\s*case\s.*:/,
  /\.case\(/,
  /(lower|upper|camel|snake|kebab)[ _-]?case/gi,
  /\b(in|edge|test|worst|either|any|this|that|each|one) cases?\b/gi,
  /\bcase[ -]?(in)?sensitive/gi,
]

const findings = globSync('core/{src,locales}/**/*.{ts,json,css}').sort().flatMap(findingsIn)
for (const finding of findings) console.error(finding)
if (findings.length > 0) {
  console.error(`${findings.length} domain nouns in the kernel: they belong into a plugin.`)
  process.exitCode = 1
}

function findingsIn(file) {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line, index) => domainNouns(line).map((word) => `${file}:${index + 1}: ${word}`))
}

function domainNouns(line) {
  const cleaned = otherMeanings.reduce((text, meaning) => text.replace(meaning, ''), line)
  const words = cleaned.match(/[A-ZÄÖÜ]?[a-zäöüß]+|[A-ZÄÖÜ]+/g) ?? [] // camelCase is several words
  return words.filter((word) => nouns.test(word.toLowerCase()))
}
