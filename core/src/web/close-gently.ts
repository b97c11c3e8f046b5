import { once } from 'node:events'
import { Server as TcpServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** Milliseconds from the wish to close until connections that still hold a request open are cut off. */
export const patienceWithRequests = 20_000

/** Milliseconds in which what was sent before the wish to close may still arrive. */
const reading = 200

/**
 * Lets an app answer what was sent to it before it closes. It stops listening, reads what has arrived, ends with each
 * answer its connection, closes those that are idle, and after `patience` milliseconds all that are left: half a request
 * may be all that ever comes.
 */
export function closeGently(app: FastifyInstance, patience = patienceWithRequests): void {
  const { server } = app
  const connections = new Set<Socket>()
  let closing = false
  server.on('connection', (socket: Socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  // Kept alive, a connection would hold up the close.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) reply.header('connection', 'close')
    done()
  })
  // Fastify waits for it, then closes idle connections, and resolves when the last connection is gone.
  app.addHook('preClose', async () => {
    closing = true
    if (!server.listening) return
    const cutOff = setTimeout(() => server.closeAllConnections(), patience)
    server.once('close', () => clearTimeout(cutOff))
    await acceptWaiting(server)
    // The close of an HTTP server would also end connections whose request is still unread.
    TcpServer.prototype.close.call(server)
    await once(server, 'close', { signal: AbortSignal.timeout(Math.min(reading, patience)) }).catch(() => {})
    // Browsers connect ahead; to Node such a connection is not idle, but about to send its first request.
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy()
  })
}

/** The system resets connections that nobody has accepted when listening ends; Node accepts one in each turn. */
async function acceptWaiting(server: Server): Promise<void> {
  let accepted = false
  const note = () => {
    accepted = true
  }
  server.on('connection', note)
  const until = performance.now() + reading
  do {
    accepted = false
    await turn()
    await turn()
  } while (accepted && performance.now() < until)
  server.off('connection', note)
}
