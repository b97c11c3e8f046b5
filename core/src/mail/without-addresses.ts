/** What a mail server said, fit for logs and dead letters: mail servers like to repeat whom a mail was for. */
export function withoutAddresses(error: unknown): Error {
  const { message, code, responseCode } = error as { message?: string; code?: string; responseCode?: number }
  const said = String(message ?? error).replaceAll(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, '…')
  return Object.assign(new Error(said), {
    ...(code === undefined ? {} : { code }),
    ...(responseCode === undefined ? {} : { responseCode }),
  })
}
