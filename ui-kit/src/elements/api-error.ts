import type { FieldProblem } from '../form/form-state.ts'

/** An answer of the server that says no, after RFC 9457 with our stable code and field pointers. */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly problems: readonly FieldProblem[]
  /** What people can quote when they ask for help. */
  readonly reference: string | undefined

  constructor(details: ProblemDetails) {
    super(details.title)
    this.name = 'ApiError'
    this.code = details.code
    this.status = details.status
    this.problems = details.problems ?? []
    this.reference = details.correlationId
  }
}

interface ProblemDetails {
  title: string
  status: number
  code: string
  correlationId?: string
  problems?: readonly FieldProblem[]
}

/** Whether `error` came from the server, optionally with this code. Looks at the shape, so it works across copies. */
export function isApiError(error: unknown, code?: string): error is ApiError {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('problems' in error)) return false
  return code === undefined || error.code === code
}

/** Makes an error of a response that is not ok; answers that are no problem details get the code `http.<status>`. */
export async function apiErrorOf(response: Response): Promise<ApiError> {
  const { status } = response
  const details = (await response.json().catch(() => undefined)) as Partial<ProblemDetails> | undefined
  if (typeof details?.code === 'string') {
    return new ApiError({ ...details, title: details.title ?? details.code, status, code: details.code })
  }
  return new ApiError({ title: `HTTP ${status}`, status, code: `http.${status}` })
}
