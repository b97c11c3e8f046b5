import t from 'tap'
import { root } from '../run.ts'
import { slots } from '../town/slots.ts'
import { pageRecipes } from '../town/page-recipes.ts'
import { recipes } from '../town/recipes.ts'
import type { Who } from '../town/people.ts'
import type { Recipe, ValidRequest } from '../town/recipe.ts'
import { callAction, openPage, sendForm } from '../town/send.ts'
import { foundTown } from '../town/town.ts'
import { outcomeOfCall, outcomeOfPage } from './outcome.ts'
import { formsOf, surveyRow } from './survey.ts'
import { columns, lineOf, readTable } from './table.ts'
import type { Row } from './table.ts'

process.chdir(root)
t.setTimeout(300_000)

const file = 'test/permissions/matrix.md'
const table = readTable(file)
const town = await foundTown()
t.teardown(() => town.close())
const { actions, pages } = town.portal.assembly

/** Every cell in which the portal does something else than the table says. */
function differences(name: string, row: Row): string[] {
  const expected = table.get(name)
  if (expected === undefined) {
    return [
      `${name} has no row in ${file}. This is what the portal does now; check every cell, then add it:\n${lineOf(name, row)}`,
    ]
  }
  return columns.flatMap((who) =>
    slots
      .filter((slot) => expected[who]?.[slot] !== row[who]?.[slot])
      .map(
        (slot) => `${name}, ${who}, ${slot}: the table says ${expected[who]?.[slot]}, the portal ${row[who]?.[slot]}`,
      ),
  )
}

const missing = (id: string): Recipe => {
  throw new Error(`${id} has no recipe in test/town/recipes.ts; say there how it is used rightly`)
}

t.test('every action does for everybody exactly what the table says', async (t) => {
  const found: string[] = []
  for (const bound of actions) {
    const { id } = bound
    const recipe = recipes[id] ?? missing(id)
    const { row, unclear } = await surveyRow(
      town,
      id,
      recipe,
      (who, request) => callAction(town, who, bound, request),
      (answer) => outcomeOfCall(answer, recipe.passes),
    )
    found.push(...unclear, ...differences(id, row))
  }
  t.equal(found.length, 0, found.join('\n'))
})

t.test('every page shows itself to exactly those whom the table names', async (t) => {
  const found: string[] = []
  for (const { page } of pages) {
    const { path } = page.definition
    const recipe = pageRecipes[path] ?? { make: () => ({}) }
    const ask = (who: Who, request: ValidRequest) => openPage(town, who, path, request)
    const { row, unclear } = await surveyRow(town, path, recipe, ask, outcomeOfPage)
    found.push(...unclear, ...differences(path, row))
  }
  t.equal(found.length, 0, found.join('\n'))
})

t.test('a form of a page opens nothing that the endpoint keeps closed', async (t) => {
  const found: string[] = []
  for (const { path, bound } of formsOf(town)) {
    const recipe = recipes[bound.id] ?? missing(bound.id)
    if (recipe.slow) continue
    const ask = async (who: Who, request: ValidRequest) =>
      sendForm(town, who, { path, request: await addressOfPage(path, who) }, bound, request)
    const { row } = await surveyRow(town, bound.id, recipe, ask, outcomeOfPage)
    const expected = table.get(bound.id)
    const page = table.get(path)
    const pairs = columns.flatMap((who) => slots.map((slot) => ({ who, slot })))
    for (const { who, slot } of pairs) {
      const open = row[who]?.[slot] === 'yes'
      if (open !== (page?.[who]?.own === 'yes' && expected?.[who]?.[slot] === 'yes')) {
        found.push(`${bound.id} by the form of ${path}, ${who}, ${slot}: ${open ? 'happens' : 'is refused'}`)
      }
    }
  }
  t.equal(found.length, 0, found.join('\n'))
})

const addressOfPage = async (path: string, who: Who): Promise<ValidRequest> =>
  (await pageRecipes[path]?.make(town, who, 'own')) ?? {}

t.test('the table has no row of something that is not there', async (t) => {
  const known = new Set([...actions.map(({ id }) => id), ...pages.map(({ page }) => page.definition.path)])
  const stale = [...table.keys()].filter((name) => !known.has(name))
  t.same(stale, [], 'remove these rows')
})
