import { Client } from 'pg'
import { forgetStatement, isOutdated, statementNameOf } from './statement-names.ts'
import { isUnawaited } from './unawaited.ts'

interface Result {
  command: string
  rowCount: number | null
  rows: unknown[]
}

type Query = (text: unknown, values?: unknown, ...rest: unknown[]) => Promise<Result>

/**
 * A connection that sends in one packet what is asked without waiting in between. It does not wait for `begin`, whose
 * failure fails the statement after it, nor for statements marked as unawaited, whose failure fails the commit. Needs the
 * driver's pipeline.
 */
export class PostgresClient extends Client {
  readonly #unawaited: Promise<Result>[] = []

  override query: Client['query'] = this.#send(super.query as unknown as Query) as unknown as Client['query']

  #send(query: Query): Query {
    return (text, values, ...rest) => {
      const { stream } = (this as unknown as { connection: { stream: Corkable } }).connection
      stream.cork()
      process.nextTick(() => stream.uncork())
      if (typeof text !== 'string') return query.call(this, text, values, ...rest)
      const name = values === undefined ? undefined : statementNameOf(text)
      const ask = (config: unknown) => query.call(this, config, values, ...rest)
      const answer = name === undefined ? ask(text) : renewed(text, ask({ name, text }), () => ask(text))
      if (text === 'begin') return this.#later('BEGIN', answer)
      if (isUnawaited(text)) return this.#later('INSERT', answer)
      const unawaited = text === 'commit' || text === 'rollback' ? this.#unawaited.splice(0) : []
      return text === 'commit' ? afterAll(unawaited, answer) : answer
    }
  }

  #later(command: string, answer: Promise<Result>): Promise<Result> {
    answer.catch(() => {})
    this.#unawaited.push(answer)
    return Promise.resolve({ command, rowCount: 0, rows: [] })
  }
}

/** Asks anew when what the server keeps ready no longer fits; within a transaction, that is undone and fails as before. */
async function renewed(text: string, answer: Promise<Result>, again: () => Promise<Result>): Promise<Result> {
  try {
    return await answer
  } catch (error) {
    if (!isOutdated(error)) throw error
    forgetStatement(text)
    return again().catch(() => {
      throw error
    })
  }
}

/** The server has undone the transaction when one of its statements failed, and answers the commit all the same. */
async function afterAll(unawaited: readonly Promise<Result>[], commit: Promise<Result>): Promise<Result> {
  const answers = await Promise.allSettled([...unawaited, commit])
  const failed = answers.find((answer) => answer.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return commit
}

interface Corkable {
  cork(): void
  uncork(): void
}
