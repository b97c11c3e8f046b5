import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import type { Histogram, Registry } from 'prom-client'
import { closeGently } from './close-gently.ts'
import { eventStream } from './event-stream.ts'
import { methodOf } from './head.ts'

/** What the portal counts, for Prometheus. */
export interface Metrics {
  registry: Registry
  requests: Histogram<'method' | 'route' | 'status'>
}

/** Begins to count; the library is loaded only for that. */
export async function createMetrics(): Promise<Metrics> {
  const { Histogram, Registry, collectDefaultMetrics } = await import('prom-client')
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'kreiswerk_http_request_seconds',
    help: 'Seconds until a request was answered',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  return { registry, requests }
}

/** Counts every answer under its route pattern, never under its address. */
export function measureRequests(app: FastifyInstance, { requests }: Metrics): void {
  app.addHook('onResponse', (request, reply, done) => {
    done()
    // How long somebody listens says nothing about how fast the portal is.
    if (reply.getHeader('content-type') === eventStream) return
    const labels = { method: methodOf(request), route: request.routeOptions.url ?? '(none)', status: reply.statusCode }
    requests.observe(labels, reply.elapsedTime / 1000)
  })
}

/** Serves the metrics on a port of their own, which no proxy shows to the world. */
export async function serveMetrics(
  { registry }: Metrics,
  { host, port, patience }: { host: string; port: number; patience?: number },
): Promise<FastifyInstance> {
  const app = Fastify({ return503OnClosing: false })
  closeGently(app, patience)
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()))
  await app.listen({ host, port })
  return app
}
