import { isFileReply } from '../action/file-reply.ts'
import { isUpload } from '../action/upload.ts'
import type { BoundAction } from '../action/runtime.ts'
import { closeSchema } from '../action/closed-schema.ts'
import type { TSchema } from '../base/schema.ts'

type Json = Record<string, unknown>

interface Described {
  actions: readonly BoundAction[]
  title: string
  origin: string
}

/** The OpenAPI 3.1 document of a portal: one operation per action, nothing else. */
export function openApiDocument({ actions, title, origin }: Described): Json {
  const paths: Record<string, Json> = {}
  for (const bound of actions) {
    const path = bound.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [bound.action.method.toLowerCase()]: operationOf(bound) }
  }
  return {
    openapi: '3.1.0',
    info: { title, version: '1', description: 'The actions of this portal and its plugins.' },
    servers: [{ url: origin }],
    paths,
    components: { schemas: { Problem: problemSchema } },
  }
}

function operationOf(bound: BoundAction): Json {
  const { summary, params, query, body, reply, allow, live } = bound.action.definition
  const operation: Json = {
    operationId: bound.id,
    summary,
    tags: [bound.plugin],
    parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query'), ...idempotencyOf(bound)],
    responses: {
      200: { description: 'Done', content: replyContent(reply) },
      default: { description: 'A problem', content: { 'application/problem+json': { schema: problemReference } } },
    },
    'x-allow': allow,
    ...(live === undefined ? {} : { description: liveDescription, 'x-live': true }),
  }
  if (body !== undefined && bound.action.method !== 'GET') {
    const schema = closeSchema(body)
    operation.requestBody = { required: true, content: bodyContent(schema) }
  }
  return operation
}

// Not a second media type: generated clients would take the reply for JSON or text.
const liveDescription =
  'With `Accept: text/event-stream` the same reply comes as server-sent events `snapshot`, again after every change.'

// A file comes only with multipart; everything else also as JSON or urlencoded.
function bodyContent(schema: TSchema): Json {
  const { properties = {} } = schema as { properties?: Record<string, object> }
  const files = Object.keys(properties).filter((name) => isUpload(properties[name] ?? {}))
  const plain = { 'application/json': { schema }, 'application/x-www-form-urlencoded': { schema } }
  if (files.length === 0) return plain
  const binary = Object.fromEntries(files.map((name) => [name, { type: 'string', format: 'binary' }]))
  return { ...plain, 'multipart/form-data': { schema: { ...schema, properties: { ...properties, ...binary } } } }
}

function parametersOf(schema: TSchema | undefined, place: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = (schema ?? {}) as { properties?: Json; required?: string[] }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

const idempotencyOf = (bound: BoundAction): Json[] =>
  bound.action.method === 'GET'
    ? []
    : [
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          schema: { type: 'string', pattern: '^[\\w-]{8,128}$' },
        },
      ]

const replyContent = (reply: TSchema): Json =>
  isFileReply(reply)
    ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
    : { 'application/json': { schema: reply } }

const problemReference = { $ref: '#/components/schemas/Problem' }

const problemSchema = {
  type: 'object',
  description: 'RFC 9457 problem details with a stable code.',
  required: ['type', 'title', 'status', 'detail', 'code', 'correlationId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    correlationId: { type: 'string' },
    problems: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
}
