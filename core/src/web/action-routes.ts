import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Readable } from 'node:stream'
import { realmOf } from '../action/allow.ts'
import { execute } from '../action/execute.ts'
import { isFileReply } from '../action/file-reply.ts'
import type { FileReply } from '../action/file-reply.ts'
import type { BoundAction } from '../action/runtime.ts'
import { assertOwnOrigin, assertToken } from './csrf.ts'
import { callerOf } from './caller.ts'
import type { WebCaller } from './caller.ts'
import { readInput } from './request-input.ts'
import type { RequestInput } from './request-input.ts'
import type { Site } from './site.ts'

/** Gives every action its endpoint below `/api/<plugin>`. */
export function registerActionRoutes(app: FastifyInstance, site: Site): void {
  for (const bound of site.actions) {
    app.route({
      method: bound.action.method,
      url: bound.path,
      schema: isFileReply(bound.action.definition.reply) ? {} : { response: { 200: bound.action.definition.reply } },
      config: { action: bound.id },
      handler: (request, reply) => answer(site, bound, request, reply),
    })
  }
}

async function answer(site: Site, bound: BoundAction, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const caller = await callerOf(site, request, reply, realmOf(bound.action.definition.allow))
  const input = await readInput(request)
  if (bound.action.method !== 'GET') assertOwnDoing(site, request, caller, input)
  caller.idempotencyKey = idempotencyKeyOf(request, input)
  const { params, query } = request
  const result = await execute(site.runtime, bound, { params, query, body: input.body }, caller, input.form)
  if (isFileReply(bound.action.definition.reply)) return sendFile(reply, result as FileReply)
  return result
}

// A request without any cookie of ours carries no authority that another site could misuse.
function assertOwnDoing(site: Site, request: FastifyRequest, caller: WebCaller, input: RequestInput): void {
  assertOwnOrigin(request, site.runtime.origin)
  if (caller.session === null && input.form === 'json') return
  assertToken(site.seal, caller.tokenOwner, request.headers['x-csrf-token'] ?? input.control._csrf)
}

function idempotencyKeyOf(request: FastifyRequest, input: RequestInput): string | undefined {
  const key = request.headers['idempotency-key'] ?? input.control._key
  return typeof key === 'string' ? key : undefined
}

/** Sends a file as a download that no browser will run. */
export function sendFile(reply: FastifyReply, file: FileReply): FastifyReply {
  const ascii = file.fileName.replace(/[^\x20-\x7e]|["\\]/g, '_')
  return reply
    .type(file.mediaType)
    .header('content-disposition', `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .send(file.content instanceof Uint8Array ? Buffer.from(file.content) : (file.content as string | Readable))
}
