import underPressure from '@fastify/under-pressure'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { errors } from './errors.ts'
import { htmlLanguage, localeOf } from './locale.ts'
import { sendProblem } from './problem.ts'
import type { Site } from './site.ts'

const retryAfter = '10'
/** Milliseconds in which the delay is averaged. */
const sample = 1_000

/**
 * Turns requests away while the event loop is more than `maxDelay` milliseconds behind (mean of a second), so that those
 * already let in are answered. Health and readiness answer all the same. Nobody is turned away in the first two seconds:
 * what is measured then is how busy the start was.
 */
export async function shedLoad(app: FastifyInstance, site: Site, maxDelay: number): Promise<void> {
  let measuredFrom = Infinity
  app.addHook('onReady', async () => {
    measuredFrom = performance.now() + 2 * sample
  })
  await app.register(underPressure, {
    maxEventLoopDelay: maxDelay,
    sampleInterval: sample,
    pressureHandler(request, reply) {
      if (performance.now() < measuredFrom || 'quiet' in request.routeOptions.config) return undefined
      turnAway(site, request, reply)
      // It is answered; a promise that stays open keeps the route from running.
      return new Promise<void>(() => {})
    },
  })
}

// The page is written by hand: rendering the usual one with session and navigation is the work there is no time for.
function turnAway(site: Site, request: FastifyRequest, reply: FastifyReply): void {
  const locale = localeOf(site, request)
  const error = errors.overloaded()
  reply.header('retry-after', retryAfter).header('cache-control', 'no-store')
  if (!String(request.headers.accept).includes('text/html') || request.url.startsWith('/api/')) {
    sendProblem(reply, error, site.messages, locale)
    return
  }
  const words = site.messages.wording('core', locale).words(`error.${error.code}`) ?? error.message
  const title = `<title>${escaped(site.identity.name)}</title>`
  reply
    .code(error.status)
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="${htmlLanguage(locale)}"><meta charset="utf-8">` +
        `<meta name="viewport" content="width=device-width">${title}<main><h1>${escaped(words)}</h1></main></html>`,
    )
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
