import { Type } from '../base/schema.ts'
import type { TSchema } from '../base/schema.ts'
import { Upload } from '../storage/upload.ts'
import type { FileType } from './file-type.ts'

const mark = 'x-kreiswerk-upload'

export interface UploadOptions {
  /** What may come, by content and ending alike; anything under any name for `*` + `/*`. */
  accept: readonly (FileType | '*/*')[]
  /** The largest file: 10 unless told. */
  maxMebibytes?: number
}

/** What a field says about its files. */
export interface UploadRule {
  accept: readonly (FileType | '*/*')[]
  /** In bytes. */
  maxBytes: number
}

const usualMebibytes = 10

/** The schema of a file field in a form, e.g. `upload({ accept: ['application/pdf'], maxMebibytes: 5 })`. */
export const upload = ({ accept, maxMebibytes = usualMebibytes }: UploadOptions) =>
  Type.Unsafe<Upload>({
    type: 'object',
    additionalProperties: true,
    [mark]: { accept, maxBytes: maxMebibytes * 1_048_576 } satisfies UploadRule,
  })

export const isUpload = (schema: object): boolean => mark in schema

/** Checks that a value is a file that came with the request, and not JSON that looks like one. */
export const uploadKeyword = { keyword: mark, validate: (_rule: unknown, value: unknown) => value instanceof Upload }

/** The rule of the file field under a form's name such as `proof` or `rows[0][proof]`; `undefined` when there is none. */
export function uploadRuleOf(schema: TSchema | undefined, name: string): UploadRule | undefined {
  const steps = name.split(/[[\].]+/).filter((step) => step !== '')
  return schema === undefined ? undefined : ruleAt(schema, steps)
}

interface Node {
  [mark]?: UploadRule
  properties?: Record<string, Node>
  items?: Node
  anyOf?: Node[]
  allOf?: Node[]
}

function ruleAt(node: Node, steps: readonly string[]): UploadRule | undefined {
  if (node[mark] !== undefined) return steps.length === 0 ? node[mark] : undefined
  for (const branch of [...(node.anyOf ?? []), ...(node.allOf ?? [])]) {
    const rule = ruleAt(branch, steps)
    if (rule !== undefined) return rule
  }
  const [step, ...rest] = steps
  if (node.items !== undefined) return ruleAt(node.items, step !== undefined && /^\d+$/.test(step) ? rest : steps)
  if (step === undefined || node.properties === undefined || !Object.hasOwn(node.properties, step)) return undefined
  return ruleAt(node.properties[step]!, rest)
}

/** A value with its files taken as they are and the rest copied. */
export function cloneInput(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Upload) return value
  if (Array.isArray(value)) return value.map(cloneInput)
  if (!isPlain(value)) return structuredClone(value)
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cloneInput(member)]))
}

/** Also the kind without `Object.prototype` that parameters and queries come as. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** The files within a value. */
export function uploadsIn(value: unknown): Upload[] {
  if (value instanceof Upload) return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(uploadsIn)
}
