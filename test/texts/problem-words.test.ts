import { readFileSync } from 'node:fs'
import t from 'tap'
import { action, anyone, invalidInput } from '../../core/src/index.ts'
import { fixturePlugin } from '../../core/test/portal/fixture-plugin.ts'
import { Type } from '../../core/src/base/schema.ts'
import { createTestPortal } from '../../core/src/testing/index.ts'
import { problemText } from '../../ui-kit/src/form/problem-text.ts'
import sample from '../../sample-deployment/kreiswerk.config.ts'
import { root } from '../run.ts'

process.chdir(root)

// What says how a schema is built or described; a value never fails because of these.
const silent = new Set(
  '~kind ~optional type properties patternProperties required items anyOf const default title description format $id'.split(
    ' ',
  ),
)

/** The codes that validating by these schemas can answer with. */
function codesIn(schema: unknown, codes = new Set<string>()): Set<string> {
  if (Array.isArray(schema)) for (const one of schema) codesIn(one, codes)
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return codes
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'format') codes.add(`format-${value}`)
    if (keyword === 'properties' || keyword === 'patternProperties') {
      for (const member of Object.values(value as object)) codesIn(member, codes)
    } else if (['items', 'anyOf'].includes(keyword)) codesIn(value, codes)
    else if (!silent.has(keyword)) codes.add(keyword === 'kreiswerkUpload' ? 'file' : keyword)
  }
  return codes
}

const everywhere = ['required', 'additionalProperties', 'type', 'enum', 'characters', 'depth']
const locales = ['de', 'en', 'de-simple'] as const
const wordsOf = (locale: string) =>
  JSON.parse(readFileSync(`ui-kit/locales/${locale}.json`, 'utf8')) as Record<string, string>

t.test('whatever a schema of the sample refuses is said in words, in every language', async (t) => {
  const portal = await createTestPortal({ plugins: sample.plugins, deployment: { roles: {} } })
  t.teardown(() => portal.close())
  const { actions, pages } = portal.assembly
  const schemas = [
    ...actions.flatMap(({ action: { definition } }) => [definition.params, definition.query, definition.body]),
    ...pages.flatMap(({ page: { definition } }) => [definition.params, definition.query]),
  ]
  const codes = new Set([...everywhere, ...codesIn(schemas)])
  t.ok(codes.has('format-uuid') && codes.has('maxLength'), 'some were found')
  for (const locale of locales) {
    const words = wordsOf(locale)
    t.same(
      [...codes].filter((code) => words[`kit.problem.${code}`] === undefined),
      [],
      locale,
    )
  }
  // Below a field they are said with the same words.
  const shown = [...codes].filter((code) => problemText({ pointer: '/x', code }, 'x').key !== `kit.problem.${code}`)
  t.same(shown, [])
})

t.test('a code that nobody has words for yet is said in general words, never by its key', async (t) => {
  const odd = action({
    route: 'POST /odd',
    summary: 'Refuses in its own way',
    allow: anyone,
    reply: Type.Object({}),
    run: () => {
      throw invalidInput([{ pointer: '/iban', code: 'format-iban' }])
    },
  })
  const portal = await createTestPortal({ plugins: [fixturePlugin(t, { actions: { odd } })()] })
  t.teardown(() => portal.close())
  const { body } = await portal.browser().call('POST', '/api/fixture/odd', {})
  t.match(body, { problems: [{ code: 'format-iban', detail: 'Prüfen Sie die Angabe bei „iban“.' }] })
})
