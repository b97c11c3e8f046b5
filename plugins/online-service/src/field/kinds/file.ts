import { Type } from '@kreiswerk/core'
import { formatBytes, withWording } from '@kreiswerk/ui-kit'
import type { AttachedFile, FileField } from '../field.ts'
import { fieldKind, problem } from '../kind.ts'

const Attached = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer({ minimum: 0 }),
})

/** How many files a field takes: one unless it says more. */
export const mostFilesOf = (field: FileField): number => field.maxFiles ?? 1

const isAttached = (value: unknown): value is AttachedFile =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'name', 'mediaType'].every((key) => typeof (value as Record<string, unknown>)[key] === 'string') &&
  Number.isInteger((value as Record<string, unknown>).bytes)

/** The files of an answer; none when it is no such answer. */
export const attachedIn = (answer: unknown): AttachedFile[] => (Array.isArray(answer) ? answer.filter(isAttached) : [])

/** Documents the citizen attaches. What is sent for it never reaches `read`: the draft knows which files it has. */
export const fileKind = fieldKind<FileField>('file', {
  read(sent) {
    const files = attachedIn(sent)
    return files.length === 0 ? undefined : files
  },
  check(value, field) {
    if (!Array.isArray(value) || !value.every(isAttached)) return [problem('type', { type: 'array' })]
    if (value.length > mostFilesOf(field)) return [problem('too-many-files', { limit: mostFilesOf(field) })]
    return []
  },
  schema: (field) => Type.Array(Attached, { minItems: 1, maxItems: mostFilesOf(field) }),
  words: (value, _field, locale) =>
    withWording({ locale, words: () => undefined }, () =>
      attachedIn(value).map(({ name, bytes }) => `${name} (${String(formatBytes(bytes))})`),
    ),
})
