interface Waiting<Question, Answer> {
  question: Question
  answer(answer: Answer): void
  fail(error: unknown): void
}

/**
 * Answers questions in rounds: while one is under way, questions wait and go into the next one together, up to `most`.
 * Each is dealt with after it came up, so no answer is older than its question. `answerAll` gives one answer for each
 * question, in order; when it fails, so do all of its round.
 */
export function together<Question, Answer>(
  answerAll: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  most = Number.POSITIVE_INFINITY,
): (question: Question) => Promise<Answer> {
  const waiting: Waiting<Question, Answer>[] = []
  let isUnderWay = false

  async function answerWaiting(): Promise<void> {
    isUnderWay = true
    while (waiting.length > 0) {
      const round = waiting.splice(0, most)
      try {
        const answers = await answerAll(round.map(({ question }) => question))
        for (const [index, { answer }] of round.entries()) answer(answers[index]!)
      } catch (error) {
        for (const { fail } of round) fail(error)
      }
    }
    isUnderWay = false
  }

  return (question) =>
    new Promise((answer, fail) => {
      waiting.push({ question, answer, fail })
      if (!isUnderWay) void answerWaiting()
    })
}
