import { createServer, request as ask } from 'node:http'
import type { IncomingMessage, RequestOptions, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Test } from 'tap'
import { freePort } from '../free-port.ts'

/** A load balancer as simple as they come: one request to each portal in turn, whoever sends it. */
export interface RoundRobin {
  readonly origin: string
  /** How many requests each portal has answered, by its port. */
  readonly answered: ReadonlyMap<number, number>
}

/** Starts it before the ports behind it; a portal that refuses the connection is passed over once, as any proxy does. */
export async function startRoundRobin(t: Test, ports: readonly number[]): Promise<RoundRobin> {
  const port = await freePort()
  const answered = new Map<number, number>()
  let turn = 0

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request)
    turn += 1
    const first = ports[turn % ports.length]!
    const second = ports[(turn + 1) % ports.length]!
    try {
      await forward(first, request, body, response).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ECONNREFUSED') throw error
        return forward(second, request, body, response)
      })
    } catch {
      // Nobody knows whether the portal has done it: only the client may repeat it.
      response.destroy()
    }
  }

  async function forward(to: number, request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const { method, url: path, headers } = request
    const answer = await exchange({ port: to, method, path, headers: { ...headers, connection: 'close' } }, body)
    answered.set(to, (answered.get(to) ?? 0) + 1)
    response.writeHead(answer.status, answer.headers).end(answer.body)
  }

  const server = createServer((request, response) => void pass(request, response))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin: `http://localhost:${port}`, answered }
}

interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

function exchange(options: RequestOptions, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = ask({ host: '127.0.0.1', ...options }, (answer) => {
      const { 'transfer-encoding': _, connection: __, ...headers } = answer.headers
      buffer(answer).then((content) => resolve({ status: answer.statusCode ?? 502, headers, body: content }), reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })
}
