import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Readable } from 'node:stream'
import { assertAllowed, realmOf } from '../action/allow.ts'
import { bodySchemaOf } from '../action/body-schema.ts'
import { execute, proofOf } from '../action/execute.ts'
import { isFileReply } from '../action/file-reply.ts'
import type { FileReply } from '../action/file-reply.ts'
import type { BoundAction } from '../action/runtime.ts'
import { assertOwnOrigin, assertToken } from './csrf.ts'
import { callerOf } from './caller.ts'
import type { WebCaller } from './caller.ts'
import { filePolicy } from './headers.ts'
import { readInput } from './request-input.ts'
import type { RequestInput } from './request-input.ts'
import { LiveStreams, wantsStream } from './live-streams.ts'
import type { Site } from './site.ts'

/** Gives every action its endpoint below `/api/<plugin>`. */
export function registerActionRoutes(app: FastifyInstance, site: Site): void {
  const streams = new LiveStreams(site)
  app.addHook('preClose', async () => streams.close())
  for (const bound of site.actions) {
    app.route({
      method: bound.action.method,
      url: bound.path,
      schema: isFileReply(bound.action.definition.reply) ? {} : { response: { 200: bound.action.definition.reply } },
      config: { action: bound.id },
      handler: (request, reply) => answer(site, streams, bound, request, reply),
    })
  }
}

async function answer(
  site: Site,
  streams: LiveStreams,
  bound: BoundAction,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const caller = await callerOf(site, request, reply, realmOf(bound.action.definition.allow))
  // What needs no body comes before the body is read: nobody fills the memory who may not do this anyway.
  if (bound.action.method !== 'GET') assertOwnOrigin(request, site.runtime.origin)
  assertAllowed(bound.action.definition.allow, caller.actor, proofOf(site.runtime, caller))
  const tray = site.uploads.open()
  try {
    const input = await readInput(request, {
      tray,
      schema: () => bodySchemaOf(site.runtime, bound, request.params),
      strict: true,
    })
    if (bound.action.method !== 'GET') assertOwnToken(site, request, caller, input)
    caller.idempotencyKey = idempotencyKeyOf(request, input)
    const { params, query } = request
    if (wantsStream(bound, request)) return await streams.open(bound, request, reply, { params, query })
    const result = await execute(site.runtime, bound, { params, query, body: input.body }, caller, input.form)
    const { cacheSeconds } = bound.action.definition
    if (cacheSeconds !== undefined && bound.action.definition.allow.kind === 'anyone')
      reply.header('cache-control', `public, max-age=${cacheSeconds}`)
    if (isFileReply(bound.action.definition.reply)) return sendFile(reply, result as FileReply)
    return result
  } finally {
    await tray.clear()
  }
}

// A request without any cookie of ours carries no authority that another site could misuse.
function assertOwnToken(site: Site, request: FastifyRequest, caller: WebCaller, input: RequestInput): void {
  if (caller.session === null && input.form === 'json') return
  assertToken(site.seal, caller.tokenOwner, request.headers['x-csrf-token'] ?? input.control._csrf)
}

function idempotencyKeyOf(request: FastifyRequest, input: RequestInput): string | undefined {
  const key = request.headers['idempotency-key'] ?? input.control._key
  return typeof key === 'string' ? key : undefined
}

// RFC 8187 allows fewer characters than URLs do.
const extended = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)

/** Sends a file as a download that no browser will run. */
function sendFile(reply: FastifyReply, file: FileReply): FastifyReply {
  const name = file.fileName.toWellFormed()
  const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  return reply
    .type(file.mediaType)
    .header('content-disposition', `attachment; filename="${ascii}"; filename*=UTF-8''${extended(name)}`)
    .header('content-security-policy', filePolicy)
    .send(file.content instanceof Uint8Array ? Buffer.from(file.content) : (file.content as string | Readable))
}
