import type { BoundAction } from '../../core/src/action/runtime.ts'
import { slots } from '../town/slots.ts'
import type { Slot } from '../town/slots.ts'
import type { Who } from '../town/people.ts'
import type { Recipe, ValidRequest } from '../town/recipe.ts'
import type { Answer } from '../town/send.ts'
import type { Town } from '../town/town.ts'
import { Unclear } from './outcome.ts'
import type { Outcome } from './outcome.ts'
import { columns } from './table.ts'
import type { Row } from './table.ts'

/** Asks the portal for every cell of a row. */
export async function surveyRow(
  town: Town,
  name: string,
  recipe: Recipe,
  ask: (who: Who, request: ValidRequest) => Promise<Answer>,
  read: (answer: Answer) => Outcome | Unclear,
): Promise<{ row: Row; unclear: string[] }> {
  const unclear: string[] = []
  const row: Record<string, Record<Slot, Outcome>> = {}
  for (const who of columns) {
    const cell: Partial<Record<Slot, Outcome>> = {}
    for (const slot of recipe.slots ? slots : slots.slice(0, 1)) {
      const answer = await ask(who, await recipe.make(town, who, slot))
      const outcome = read(answer)
      if (outcome instanceof Unclear) unclear.push(`${name}, ${who}, ${slot}: ${outcome.words}`)
      else cell[slot] = outcome === 'yes' && isMissing(answer, recipe.shows?.(town, who, slot)) ? 'hidden' : outcome
      if (outcome !== 'no') await town.restore(name)
    }
    row[who] = recipe.slots
      ? (cell as Record<Slot, Outcome>)
      : { own: cell.own!, foreign: cell.own!, elsewhere: cell.own! }
  }
  return { row, unclear }
}

/** A list is open to many; whether it shows a thing is what counts. */
const isMissing = ({ body }: Answer, shown: string | undefined): boolean => shown !== undefined && !body.includes(shown)

/** Which page's form runs which action. */
export interface Form {
  path: string
  bound: BoundAction
}

export const formsOf = ({ portal: { assembly } }: Town): Form[] =>
  assembly.pages.flatMap(({ page: { definition } }) =>
    (definition.done ?? []).map(({ action }) => ({ path: definition.path, bound: assembly.actionOf(action) })),
  )
