interface Question<Answer> {
  key: string
  answer(found: Answer[]): void
  fail(error: unknown): void
}

/**
 * Asks for many keys at once what is asked for one at a time: while a query is under way, questions wait and go out
 * together with the next one, up to `most`. Each is asked of the database after it came up, so no answer is older than
 * its question.
 */
export function gathered<Row>(
  most: number,
  ask: (keys: readonly string[]) => Promise<Row[]>,
  keyOf: (row: Row) => string,
): (key: string) => Promise<Row[]> {
  const waiting: Question<Row>[] = []
  let asking = false

  async function askAll(): Promise<void> {
    asking = true
    while (waiting.length > 0) {
      const questions = waiting.splice(0, most)
      try {
        const rows = await ask(questions.map(({ key }) => key))
        for (const { key, answer } of questions) answer(rows.filter((row) => keyOf(row) === key))
      } catch (error) {
        for (const { fail } of questions) fail(error)
      }
    }
    asking = false
  }

  return (key) =>
    new Promise((answer, fail) => {
      waiting.push({ key, answer, fail })
      if (!asking) void askAll()
    })
}
