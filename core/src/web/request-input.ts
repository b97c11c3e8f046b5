import type { FastifyRequest } from 'fastify'
import { parseForm, readForm } from '../action/form-input.ts'
import { isError } from '../base/error.ts'
import type { InputForm } from '../action/validation.ts'
import type { Problem } from '../base/error.ts'
import { storageFault } from '../storage/storage-fault.ts'
import { errors } from './errors.ts'
import { readMultipart } from './multipart-input.ts'
import type { InputOptions } from './multipart-input.ts'

/** A request body, whichever of the three ways it came. */
export interface RequestInput {
  form: InputForm
  body: unknown
  /** The form's own fields: `_action`, `_params`, `_csrf`, `_key`. */
  control: Record<string, unknown>
  /** Everything as it was sent, for showing it again. */
  raw: Record<string, unknown>
  /** What is wrong with the files. */
  problems: Problem[]
}

/** Reads JSON, urlencoded and multipart bodies into one shape; files go to the tray. */
export async function readInput(request: FastifyRequest, options: InputOptions): Promise<RequestInput> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (type === undefined || request.body === null) {
    return { form: 'json', body: undefined, control: {}, raw: {}, problems: [] }
  }
  if (type === 'application/json') return { form: 'json', body: request.body, control: {}, raw: {}, problems: [] }
  if (type === 'application/x-www-form-urlencoded') return fromFields(parseForm(String(request.body ?? '')), [])
  if (type === 'multipart/form-data') {
    const { raw, problems } = await readMultipart(request, options).catch(refuseBroken)
    return fromFields(raw, problems)
  }
  throw errors.mediaType()
}

function fromFields(raw: Record<string, unknown>, problems: Problem[]): RequestInput {
  return { form: 'text', body: readForm(raw), control: controlOf(raw), raw, problems }
}

// The reader's own errors carry a status; what it throws besides is a body that breaks off or has no boundary.
function refuseBroken(cause: unknown): never {
  const isCoded = typeof cause === 'object' && cause !== null && ('statusCode' in cause || isError(cause))
  throw isCoded ? cause : (storageFault(cause) ?? errors.bodyMalformed({}, { cause }))
}

const controlOf = (raw: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(raw).filter(([name]) => name.startsWith('_')))
