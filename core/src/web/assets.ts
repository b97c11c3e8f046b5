import negotiate from '@fastify/accept-negotiator'
import send from '@fastify/send'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Site } from './site.ts'

const year = 31_536_000_000
const fiveMinutes = 300_000

/** Where the deployment's own theme and pictures are served. */
export const deploymentAssets = '/assets/deployment/'

interface Folder {
  folder: string
  /** Prefix of the addresses of its files. */
  base: string
  /** Whether a file may lie beside its brotli copy, `.br`. */
  precompressed: boolean
  /** What the library that sends files is told. */
  sending: send.SendOptions
}

/** Serves the browser files of kit and plugins under versioned addresses, precompressed where the build did so. */
export function registerAssets(app: FastifyInstance, { ui, identity }: Site): void {
  for (const { folder, base } of ui.values()) {
    serve(app, { folder, base, precompressed: true, sending: { immutable: true, maxAge: year } })
  }
  if (identity.assets !== undefined) {
    const folder = identity.assets
    serve(app, { folder, base: deploymentAssets, precompressed: false, sending: { maxAge: fiveMinutes } })
  }
}

function serve(app: FastifyInstance, { folder, base, precompressed, sending }: Folder): void {
  const find = async (request: FastifyRequest, file: string) => {
    const found = await send(request.raw, encodeURI(file), { ...sending, root: folder, index: false })
    if (found.type === 'directory' || found.statusCode === 404) return null
    if (found.type === 'error' && found.statusCode >= 500) throw found.metadata.error
    return found
  }
  app.get<{ Params: { '*': string } }>(`${base}*`, async (request, reply) => {
    const file = request.params['*']
    if (!file.split('/').every(isPlainName)) return reply.callNotFound()
    const copy = precompressed && takesBrotli(request) ? await find(request, `${file}.br`) : null
    const found = copy ?? (await find(request, file))
    if (found === null) return reply.callNotFound()
    reply.code(found.statusCode).headers(found.headers)
    if (precompressed) reply.header('vary', 'accept-encoding')
    if (copy !== null) reply.header('content-encoding', 'br').header('content-type', mediaTypeOf(file))
    return reply.send(found.stream)
  })
}

/** Neither hidden, nor a way up, nor empty, nor one that another system reads as a path. */
const isPlainName = (name: string): boolean => /^[^.\\\0][^\\\0]*$/.test(name)

const takesBrotli = ({ headers }: FastifyRequest): boolean =>
  negotiate(headers['accept-encoding'] ?? '', ['br']) === 'br'

function mediaTypeOf(file: string): string {
  const type = send.mime.getType(file) ?? 'application/octet-stream'
  return send.isUtf8MimeType(type) ? `${type}; charset=utf-8` : type
}
