import t from 'tap'
import fc from 'fast-check'
import { inOneByte } from '../../src/cli/bundle/one-byte.ts'

const run = (code: string): unknown => new Function(`return ${code}`)()

t.test('code means the same and has no character that takes two bytes', async (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const escaped = inOneByte(JSON.stringify(text))
      t.notMatch(escaped, /[^\0-\u00ff]/)
      t.equal(run(escaped), text)
    }),
  )
  t.same(run(inOneByte('"– 😀 ü".replace(/[–—]|\\p{Emoji_Presentation}/gu, "…")')), '… … ü')
  t.equal(run(inOneByte('`${1}–${2}`')), '1–2')
})

t.test('what reads the raw text of a template is left alone', async (t) => {
  const code = 'String.raw`–`'
  t.equal(inOneByte(code), code)
  t.equal(run(inOneByte('String.raw`\\n` + "–"')), '\\n–', 'elsewhere it does not matter')
})
