import type { FastifyServerOptions } from 'fastify'

type RawRequest = Parameters<NonNullable<FastifyServerOptions['rewriteUrl']>>[0]

const heads = new WeakSet<object>()

/**
 * Lets HEAD be answered by the routes of GET; routes of their own would double most of what a start puts together. Node
 * leaves out the body: it has looked at the method when the answer was made.
 */
export function answerHeadAsGet(request: RawRequest): string {
  if (request.method === 'HEAD') {
    heads.add(request)
    request.method = 'GET'
  }
  return request.url ?? '/'
}

/** Whether a request wants no body. */
export const isHead = (request: object): boolean => heads.has(request)

/** The method that was asked with. */
export const methodOf = ({ method, raw }: { method: string; raw: object }): string => (isHead(raw) ? 'HEAD' : method)
