import type { FastifyRequest } from 'fastify'
import { parseForm, readForm } from '../action/form-input.ts'
import { escapePointer } from '../action/pointer.ts'
import { uploadRuleOf } from '../action/upload.ts'
import { isError } from '../base/error.ts'
import type { InputForm } from '../action/validation.ts'
import type { Problem } from '../base/error.ts'
import type { TSchema } from '../base/schema.ts'
import { newSecret } from '../base/id.ts'
import { storageFault } from '../storage/storage-fault.ts'
import { Upload } from '../storage/upload.ts'
import { errors } from './errors.ts'
import { bytesOf, limits, mostFiles } from './limits.ts'
import { dropFile, receiveFile } from './receive-file.ts'
import type { UploadTray } from './upload-folder.ts'

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

export interface InputOptions {
  tray: UploadTray
  /** What the body should be, as far as the form's own fields before the first file tell. */
  schema(control: Record<string, unknown>): TSchema | undefined
  /** Whether to stop at the first file that does not fit, rather than read on for the sake of the other fields. */
  strict: boolean
}

/** Reads JSON, urlencoded and multipart bodies into one shape; files go to the tray. */
export async function readInput(request: FastifyRequest, options: InputOptions): Promise<RequestInput> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (type === undefined || request.body === null) {
    return { form: 'json', body: undefined, control: {}, raw: {}, problems: [] }
  }
  if (type === 'application/json') return { form: 'json', body: request.body, control: {}, raw: {}, problems: [] }
  if (type === 'application/x-www-form-urlencoded') return fromFields(parseForm(String(request.body ?? '')), [])
  if (type === 'multipart/form-data') return readMultipart(request, options).catch(refuseBroken)
  throw errors.mediaType()
}

function fromFields(raw: Record<string, unknown>, problems: Problem[]): RequestInput {
  return { form: 'text', body: readForm(raw), control: controlOf(raw), raw, problems }
}

// The reader's own errors carry a status; what it throws besides is a body that breaks off or has no boundary.
function refuseBroken(cause: unknown): never {
  if ((cause as { code?: unknown } | null)?.code === 'FST_FILES_LIMIT')
    throw errors.tooManyFiles({ limit: mostFiles }, { cause })
  const isCoded = typeof cause === 'object' && cause !== null && ('statusCode' in cause || isError(cause))
  throw isCoded ? cause : (storageFault(cause) ?? errors.bodyMalformed({}, { cause }))
}

const controlOf = (raw: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(raw).filter(([name]) => name.startsWith('_')))

async function readMultipart(request: FastifyRequest, options: InputOptions): Promise<RequestInput> {
  const tooMany = () => errors.bodyTooLarge({ limit: limits.files })
  if (Number(request.headers['content-length'] ?? 0) > bytesOf(limits.files)) throw tooMany()
  const pairs = new URLSearchParams()
  const uploads = new Map<string, Upload>()
  const problems: Problem[] = []
  let total = 0
  const count = (bytes: number) => {
    total += bytes
    if (total > bytesOf(limits.files)) throw tooMany()
  }
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      pairs.append(part.fieldname, String(part.value))
      continue
    }
    const pointer = pointerOf(part.fieldname)
    const rule = uploadRuleOf(options.schema(controlOf(parseForm(pairs.toString()))), part.fieldname)
    if (part.filename === '' || part.filename === undefined) await dropFile(part.file, count)
    else if (rule === undefined) {
      problems.push({ pointer, code: 'additionalProperties' })
      if (!options.strict) await dropFile(part.file, count)
    } else {
      const stop = options.strict ? stopAt(rule.maxBytes, pointer) : undefined
      const counted = (bytes: number) => {
        count(bytes)
        stop?.(bytes)
      }
      const file = { stream: part.file, fileName: part.filename, pointer }
      const received = await receiveFile(file, rule, await options.tray.next(), counted)
      if (received instanceof Upload) {
        // Files take part in the reading of names such as `rows[0][proof]` under a stand-in nobody can guess.
        const standIn = `upload:${newSecret()}`
        uploads.set(standIn, received)
        pairs.append(part.fieldname, standIn)
      } else problems.push(received)
    }
    if (options.strict && problems.length > 0) throw errors.badFile({}, { problems })
  }
  return fromFields(withUploads(parseForm(pairs.toString()), uploads) as Record<string, unknown>, problems)
}

function stopAt(maxBytes: number, pointer: string) {
  let size = 0
  return function stop(bytes: number) {
    size += bytes
    if (size <= maxBytes) return
    const limit = maxBytes / 1_048_576
    throw errors.fileTooLarge({ limit }, { problems: [{ pointer, code: 'file-too-large', params: { limit } }] })
  }
}

function withUploads(value: unknown, uploads: ReadonlyMap<string, Upload>): unknown {
  if (typeof value === 'string') return uploads.get(value) ?? value
  if (Array.isArray(value)) return value.map((item) => withUploads(item, uploads))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withUploads(member, uploads)]))
}

const pointerOf = (name: string): string =>
  name
    .split(/[[\].]+/)
    .filter((step) => step !== '')
    .map((step) => `/${escapePointer(step)}`)
    .join('')
