import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv'
import formatsModule from 'ajv-formats'
import type { Problem } from '../base/error.ts'
import type { TSchema } from '../base/schema.ts'
import { closeSchema } from './closed-schema.ts'
import { escapePointer } from './pointer.ts'
import { unstorableIn } from './unstorable.ts'
import { uploadKeyword } from './upload.ts'

/** JSON is taken as it is; text (forms, paths, queries) is first read as the type that the schema asks for. */
export type InputForm = 'json' | 'text'

// What schemas look like is a matter of types and of the conformance suite; checking it here would cost every start.
const limits = {
  strict: false,
  allErrors: true,
  useDefaults: true,
  $data: false,
  meta: false,
  validateSchema: false,
  // Saves a few instructions in what it compiles and takes half of the time it compiles in.
  code: { optimize: false },
} as const
const addFormats = formatsModule as unknown as typeof formatsModule.default
const compilers: Partial<Record<InputForm, Ajv>> = {}

const compilerOf = (form: InputForm): Ajv =>
  (compilers[form] ??= createCompiler(form === 'json' ? limits : { ...limits, coerceTypes: 'array' }))

const createCompiler = (options: Options): Ajv => addFormats(new Ajv(options).addKeyword(uploadKeyword))

/** Validators of JSON that a bundle brings along, by their closed schema as JSON. */
const compiledBefore = new Map<string, ValidateFunction>()

/** Compiles JSON's schemas so that they can be written to a file. */
export const createWritingCompiler = (): Ajv => createCompiler({ ...limits, code: { ...limits.code, source: true } })

/** From now on this validator is taken instead of compiling the closed schema again. */
export const bringValidator = (closedSchema: string, validator: ValidateFunction): void =>
  void compiledBefore.set(closedSchema, validator)

function validatorOf(schema: TSchema, form: InputForm): ValidateFunction {
  const closed = closeSchema(schema)
  const brought = form === 'json' && compiledBefore.size > 0 ? compiledBefore.get(JSON.stringify(closed)) : undefined
  return brought ?? compilerOf(form).compile(closed)
}

/** Nobody reads more, and an answer stays small however much is wrong. */
const mostProblems = 100

export type Check = (value: unknown) => Problem[]

/** Compiles a schema into a check that fills in defaults and returns every problem with a JSON pointer to it. */
export function compileCheck(schema: TSchema, form: InputForm): Check {
  const validate = validatorOf(schema, form)
  return function check(value) {
    const unstorable = unstorableIn(value)
    if (unstorable.length > 0) return unstorable
    if (validate(value)) return []
    return firstOf(validate.errors ?? [])
  }
}

/** The same without making a start wait: compiling takes about a millisecond a schema. */
export function compiledAtFirstUse(schema: TSchema, form: InputForm): Check {
  let check: Check | undefined
  return (value) => (check ??= compileCheck(schema, form))(value)
}

// The branches of a union each report why they did not match; the union's own line says it once.
const isOfInterest = (error: ErrorObject) => !error.schemaPath.includes('/anyOf/') && error.keyword !== 'if'

function toProblem(error: ErrorObject): Problem {
  const params = error.params as Record<string, string | number>
  switch (error.keyword) {
    case 'required':
      return { pointer: `${error.instancePath}/${escapePointer(String(params.missingProperty))}`, code: 'required' }
    case 'additionalProperties':
      return {
        pointer: `${error.instancePath}/${escapePointer(String(params.additionalProperty))}`,
        code: 'additionalProperties',
      }
    case 'format':
      return { pointer: error.instancePath, code: `format-${params.format}` }
    case uploadKeyword.keyword:
      return { pointer: error.instancePath, code: 'file' }
    case 'anyOf':
    case 'const':
      return { pointer: error.instancePath, code: 'enum' }
    default:
      return { pointer: error.instancePath, code: error.keyword, params: scalars(params) }
  }
}

function scalars(params: Record<string, unknown>): Record<string, string | number> {
  const kept: Record<string, string | number> = {}
  for (const [key, value] of Object.entries(params)) {
    if (typeof value === 'string' || typeof value === 'number') kept[key] = value
  }
  return kept
}

/** One problem a place, up to as many as anybody reads. */
function firstOf(found: readonly ErrorObject[]): Problem[] {
  const problems = new Map<string, Problem>()
  for (const error of found) {
    if (problems.size === mostProblems) break
    if (!isOfInterest(error)) continue
    const problem = toProblem(error)
    if (!problems.has(problem.pointer)) problems.set(problem.pointer, problem)
  }
  return [...problems.values()]
}
