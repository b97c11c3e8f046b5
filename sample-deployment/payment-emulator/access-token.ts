import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

export interface Client {
  id: string
  secret: string
}

interface TokenForm {
  grant_type?: string
  client_id?: string
  client_secret?: string
}

const lifetime = 1800

/** Access tokens of the emulator, valid for half an hour. */
export class AccessTokens {
  #expiries = new Map<string, number>()
  issued = 0

  issue(): { access_token: string; token_type: string; expires_in: number } {
    this.issued += 1
    const token = randomBytes(24).toString('base64url')
    this.#expiries.set(token, Date.now() + lifetime * 1000)
    return { access_token: token, token_type: 'Bearer', expires_in: lifetime }
  }

  isValid(token: string): boolean {
    return (this.#expiries.get(token) ?? 0) > Date.now()
  }

  revokeAll(): void {
    this.#expiries.clear()
  }
}

/** `POST /oauth/token`, client credentials in the form or as HTTP Basic (RFC 6749, sections 2.3.1 and 4.4). */
export async function tokenEndpoint(
  app: FastifyInstance,
  { tokens, client }: { tokens: AccessTokens; client?: Client | undefined },
): Promise<void> {
  app.post<{ Body: TokenForm | undefined }>('/oauth/token', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const form = request.body ?? {}
    if (form.grant_type !== 'client_credentials') return reply.code(400).send({ error: 'unsupported_grant_type' })
    const given = basicCredentials(request.headers.authorization) ?? { id: form.client_id, secret: form.client_secret }
    if (client && (given.id !== client.id || given.secret !== client.secret)) {
      return reply.code(401).send({ error: 'invalid_client' })
    }
    return tokens.issue()
  })
}

function basicCredentials(header: string | undefined): Client | null {
  const encoded = /^Basic (.+)$/.exec(header ?? '')?.[1]
  if (!encoded) return null
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':').map(decodeURIComponent)
  return { id, secret }
}
