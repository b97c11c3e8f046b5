import type { FastifyInstance } from 'fastify'
import type { Site } from './site.ts'

const halfAYear = 180 * 24 * 60 * 60_000

/** `/.well-known/security.txt` after RFC 9116: whom to tell about a weakness, where the deployment says so. */
export function registerSecurityText(app: FastifyInstance, { identity, runtime }: Site): void {
  const { securityContact, languages } = identity
  if (securityContact === undefined) return
  app.get('/.well-known/security.txt', async (_request, reply) => {
    const expires = new Date(runtime.clock().getTime() + halfAYear)
    const lines = [
      `Contact: ${securityContact}`,
      `Expires: ${expires.toISOString().slice(0, 10)}T00:00:00Z`,
      `Preferred-Languages: ${languages.filter((language) => /^[a-z]{2}$/.test(language)).join(', ')}`,
      `Canonical: ${runtime.origin}/.well-known/security.txt`,
    ]
    return reply.type('text/plain; charset=utf-8').send(`${lines.join('\n')}\n`)
  })
}
