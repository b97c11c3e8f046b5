import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import Fastify, { LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { registerActionRoutes } from './action-routes.ts'
import { registerAssets } from './assets.ts'
import { closeGently } from './close-gently.ts'
import { registerErrorPages } from './error-pages.ts'
import { errors } from './errors.ts'
import { partOptions } from './form-parts.ts'
import { filePolicy, securityHeaders } from './headers.ts'
import { answerHeadAsGet, methodOf } from './head.ts'
import { registerHealth } from './health.ts'
import { bytesOf, limits } from './limits.ts'
import { measureRequests } from './metrics.ts'
import type { Metrics } from './metrics.ts'
import { openApiDocument } from './openapi.ts'
import { shedLoad } from './overload.ts'
import { registerPageRoutes } from './page-routes.ts'
import { sendProblem } from './problem.ts'
import { repliesCompiledAtFirstUse } from './reply-serializer.ts'
import { logOfRequest } from './request-log.ts'
import { registerSecurityText } from './security-text.ts'
import type { Site } from './site.ts'

export interface ServerSettings {
  /** Addresses or CIDR ranges of proxies that may say who the client is; nobody unless told. */
  trustProxy?: string[]
  metrics?: Metrics
  /** Milliseconds the event loop may be behind before requests are turned away; never unless told. */
  maxDelay?: number
  /** Milliseconds that requests under way have when the server closes: 20 seconds unless told. */
  patience?: number
}

/** Assembles the web server of a portal; it does not listen yet. */
export async function createServer(site: Site, settings: ServerSettings = {}): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: site.runtime.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    childLoggerFactory: logOfRequest,
    requestIdHeader: false,
    bodyLimit: bytesOf(limits.body),
    trustProxy: settings.trustProxy ?? false,
    schemaController: { compilersFactory: { buildSerializer: repliesCompiledAtFirstUse } },
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    exposeHeadRoutes: false,
    rewriteUrl: answerHeadAsGet,
    // What was sent before the portal stops is answered, not turned away.
    return503OnClosing: false,
    frameworkErrors: (_error, _request, reply) => sendUnreadable(site, reply),
  })
  await app.register(cookie)
  await app.register(multipart, partOptions)
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  )
  const headers = securityHeaders(site)
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-correlation-id', request.id)
    if (!request.url.startsWith('/assets/')) reply.header('cache-control', 'no-store')
    done()
  })
  logResponses(app, site)
  if (settings.metrics !== undefined) measureRequests(app, settings.metrics)

  if (settings.maxDelay !== undefined && settings.maxDelay > 0) await shedLoad(app, site, settings.maxDelay)

  closeGently(app, settings.patience)
  registerHealth(app, site)
  registerAssets(app, site)
  registerOpenApi(app, site)
  registerSecurityText(app, site)
  registerActionRoutes(app, site)
  registerPageRoutes(app, site)
  registerErrorPages(app, site)
  return app
}

function registerOpenApi(app: FastifyInstance, site: Site): void {
  const { actions, identity, runtime } = site
  let text: string | undefined
  app.get('/openapi.json', async (_request, reply) => {
    text ??= JSON.stringify(openApiDocument({ actions, title: identity.name, origin: runtime.origin }))
    return reply.type('application/json; charset=utf-8').send(text)
  })
}

// An address that cannot even be taken apart gets here before any hook, so there is neither cookie nor language.
function sendUnreadable(site: Site, reply: FastifyReply): void {
  reply.header('x-content-type-options', 'nosniff').header('content-security-policy', filePolicy)
  sendProblem(reply, errors.pageNotFound(), site.messages, site.identity.languages[0] ?? 'de')
}

// Neither query nor body: both may carry personal data. What is logged is known, so nothing needs to be looked for in it.
function logResponses(app: FastifyInstance, { runtime }: Site): void {
  const log = runtime.log.child({}, { redact: [] })
  app.addHook('onResponse', (request, reply, done) => {
    done()
    if (isQuiet(request)) return
    const route = request.routeOptions.url ?? '(none)'
    const { id: reqId } = request
    log.info(
      { reqId, method: methodOf(request), route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    )
  })
}

const isQuiet = ({ routeOptions }: FastifyRequest): boolean => 'quiet' in routeOptions.config
