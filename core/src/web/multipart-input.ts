import type { FastifyRequest } from 'fastify'
import { parseForm } from '../action/form-input.ts'
import { escapePointer } from '../action/pointer.ts'
import { uploadRuleOf } from '../action/upload.ts'
import type { UploadRule } from '../action/upload.ts'
import type { Problem } from '../base/error.ts'
import type { TSchema } from '../base/schema.ts'
import { newSecret } from '../base/id.ts'
import { Upload } from '../storage/upload.ts'
import { errors } from './errors.ts'
import { partsOf } from './form-parts.ts'
import { bytesOf, limits } from './limits.ts'
import { dropFile, receiveFile } from './receive-file.ts'
import type { UploadTray } from './upload-folder.ts'

export interface InputOptions {
  tray: UploadTray
  /** What the body should be, as far as the form's own fields before the first file tell. */
  schema(control: Record<string, unknown>): TSchema | undefined
  /** Whether to stop at the first file that does not fit, rather than read on for the sake of the other fields. */
  strict: boolean
}

/** What came with a multipart body, and what is wrong with its files. */
interface MultipartInput {
  raw: Record<string, unknown>
  problems: Problem[]
}

/** Reads a multipart body; files go to the tray. */
export async function readMultipart(request: FastifyRequest, options: InputOptions): Promise<MultipartInput> {
  const tooMuch = () => errors.bodyTooLarge({ limit: limits.files })
  if (Number(request.headers['content-length'] ?? 0) > bytesOf(limits.files)) throw tooMuch()
  const fields = fieldsByName()
  const uploads = new Map<string, Upload>()
  const problems: Problem[] = []
  const rules = fileRules(options)
  let total = 0
  const count = (bytes: number) => {
    total += bytes
    if (total > bytesOf(limits.files)) throw tooMuch()
  }
  for await (const part of partsOf(request)) {
    if ('text' in part) {
      fields.add(part.name, part.text)
      rules.note(part.name, part.text)
      continue
    }
    const pointer = pointerOf(part.name)
    const rule = rules.of(part.name)
    if (part.fileName === '' || part.fileName === undefined) await dropFile(part.file, count)
    else if (rule === undefined) {
      problems.push({ pointer, code: 'additionalProperties' })
      if (!options.strict) await dropFile(part.file, count)
    } else {
      const stop = options.strict ? stopAt(rule.maxBytes, pointer) : undefined
      const counted = (bytes: number) => {
        count(bytes)
        stop?.(bytes)
      }
      const file = { stream: part.file, fileName: part.fileName, pointer }
      const received = await receiveFile(file, rule, await options.tray.next(), counted)
      if (received instanceof Upload) {
        // Files take part in the reading of names such as `rows[0][proof]` under a stand-in nobody can guess.
        const standIn = `upload:${newSecret()}`
        uploads.set(standIn, received)
        fields.add(part.name, standIn)
      } else problems.push(received)
    }
    if (options.strict && problems.length > 0) throw errors.badFile({}, { problems })
  }
  return { raw: withUploads(parseForm(fields.all()), uploads) as Record<string, unknown>, problems }
}

/** What came under each name, as `parseForm` takes it. */
function fieldsByName() {
  const byName = new Map<string, string[]>()
  return {
    add(name: string, text: string): void {
      byName.set(name, [...(byName.get(name) ?? []), text])
    },
    all: () => Object.fromEntries([...byName].map(([name, texts]) => [name, texts.length === 1 ? texts[0]! : texts])),
  }
}

/** What a form says of its files, from the form's own fields that came so far. */
function fileRules({ schema }: InputOptions) {
  const control = new Map<string, string>()
  let known: { schema: TSchema | undefined } | undefined
  return {
    note(name: string, text: string): void {
      if (!name.startsWith('_')) return
      control.set(name, text)
      known = undefined
    },
    // Asked for once and not per file, because whoever sends a form decides how much there is to read in these fields.
    of(name: string): UploadRule | undefined {
      known ??= { schema: schema(Object.fromEntries(control)) }
      return uploadRuleOf(known.schema, name)
    },
  }
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
