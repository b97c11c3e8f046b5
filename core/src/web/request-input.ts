import type { FastifyRequest } from 'fastify'
import { parseForm, readForm } from '../action/form-input.ts'
import { isError } from '../base/error.ts'
import type { InputForm } from '../action/validation.ts'
import type { Upload } from '../action/upload.ts'
import { errors } from './errors.ts'
import { bytesOf, limits } from './limits.ts'

/** A request body, whichever of the three ways it came. */
export interface RequestInput {
  form: InputForm
  body: unknown
  /** The form's own fields: `_action`, `_params`, `_csrf`, `_key`. */
  control: Record<string, unknown>
  /** Everything as it was sent, for showing it again. */
  raw: Record<string, unknown>
}

/** Reads JSON, urlencoded and multipart bodies into one shape. */
export async function readInput(request: FastifyRequest): Promise<RequestInput> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (type === undefined || request.body === null) return { form: 'json', body: undefined, control: {}, raw: {} }
  if (type === 'application/json') return { form: 'json', body: request.body, control: {}, raw: {} }
  if (type === 'application/x-www-form-urlencoded') return fromFields(parseForm(String(request.body ?? '')))
  if (type === 'multipart/form-data') return fromFields(await readMultipart(request).catch(refuseBroken))
  throw errors.mediaType()
}

function fromFields(raw: Record<string, unknown>): RequestInput {
  const control = Object.fromEntries(Object.entries(raw).filter(([name]) => name.startsWith('_')))
  return { form: 'text', body: readForm(raw), control, raw }
}

// The reader's own errors carry a status; what it throws besides is a body that breaks off or has no boundary.
function refuseBroken(cause: unknown): never {
  const isCoded = typeof cause === 'object' && cause !== null && ('statusCode' in cause || isError(cause))
  throw isCoded ? cause : errors.bodyMalformed({}, { cause })
}

async function readMultipart(request: FastifyRequest): Promise<Record<string, unknown>> {
  const pairs = new URLSearchParams()
  const uploads: [string, Upload][] = []
  let total = 0
  for await (const part of request.parts()) {
    if (part.type === 'field') pairs.append(part.fieldname, String(part.value))
    else {
      const content = await part.toBuffer()
      total += content.byteLength
      if (total > bytesOf(limits.files)) throw errors.bodyTooLarge({ limit: limits.files })
      if (content.byteLength > 0 || part.filename !== '') {
        uploads.push([part.fieldname, { fileName: part.filename, mediaType: part.mimetype, content }])
      }
    }
  }
  return { ...parseForm(pairs.toString()), ...Object.fromEntries(uploads) }
}
