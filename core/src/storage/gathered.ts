import { together } from '../base/together.ts'

/**
 * Asks for many keys at once what is asked for one at a time: while a query is under way, questions wait and go out
 * together with the next one, up to `most`. Each is asked of the database after it came up, so no answer is older than
 * its question.
 */
export const gathered = <Row>(
  most: number,
  ask: (keys: readonly string[]) => Promise<Row[]>,
  keyOf: (row: Row) => string,
): ((key: string) => Promise<Row[]>) =>
  together(async (keys) => {
    const rows = await ask(keys)
    return keys.map((key) => rows.filter((row) => keyOf(row) === key))
  }, most)
