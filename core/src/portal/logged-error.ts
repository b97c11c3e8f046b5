type Fields = Record<string, unknown>

/**
 * What the log keeps of an error. Messages of databases repeat the values of the query ("Key (email)=(…) already
 * exists"), so of those only the code and the names of table, column and constraint are kept.
 */
export function loggedError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, stack = '', cause } = error
  const database = databaseFieldsOf(error as unknown as Fields)
  return {
    type: name,
    message: database === undefined ? message : 'The database refused a query',
    stack: stack
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...codeOf(error),
    ...database,
    ...(cause === undefined ? {} : { cause: loggedError(cause) }),
  }
}

const codeOf = (error: object): Fields => ('code' in error ? { code: error.code } : {})

/** Set for errors of PostgreSQL (SQLSTATE, five characters) and SQLite. */
function databaseFieldsOf({ code, table, column, constraint, query, sql }: Fields): Fields | undefined {
  const isDatabase = typeof code === 'string' && (/^[0-9A-Z]{5}$/.test(code) || code.startsWith('SQLITE_'))
  if (!isDatabase && query === undefined && sql === undefined) return undefined
  return { table, column, constraint }
}
