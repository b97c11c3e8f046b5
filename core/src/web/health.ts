import type { FastifyInstance } from 'fastify'
import type { Site } from './site.ts'

/** `/healthz`: the process answers. `/readyz`: it can do its work; 503 with the reasons while it cannot. */
export function registerHealth(app: FastifyInstance, site: Site): void {
  app.get('/healthz', { config: { quiet: true } }, async () => ({ status: 'ok' }))
  app.get('/readyz', { config: { quiet: true } }, async (_request, reply) => {
    const reasons = await site.ready()
    if (reasons.length === 0) return { status: 'ready' }
    return reply
      .code(503)
      .header('retry-after', '5')
      .send({ status: 'not ready', reasons: reasons.map(({ message }) => message) })
  })
}
