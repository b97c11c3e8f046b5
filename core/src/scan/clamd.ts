import { connect } from 'node:net'
import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { once } from 'node:events'
import type { Scanner, Verdict } from '../storage/scanner.ts'
import { errors } from './errors.ts'

interface ClamdOptions {
  /** How long clamd may stay silent, in seconds: 120 unless told. */
  patience?: number
}

/** Larger pieces would only make clamd's buffer grow. */
const longestPiece = 64 * 1024
const longestReply = 4096

/**
 * ClamAV's daemon as scanner, at `clamd.example:3310` or `/run/clamav/clamd.ctl`. Without an address there is no
 * scanner. Set `AlertExceedsMax yes` in clamd.conf: otherwise clamd calls files clean that it did not read to their end.
 */
export function clamd(address: string, options?: ClamdOptions): Scanner
export function clamd(address: string | undefined, options?: ClamdOptions): Scanner | undefined
export function clamd(address: string | undefined, { patience = 120 }: ClamdOptions = {}): Scanner | undefined {
  if (address === undefined || address === '') return undefined
  const target = targetOf(address)
  return {
    name: `clamd at ${address}`,
    async scan(content) {
      try {
        return verdictOf(await instream(target, content, patience * 1000))
      } finally {
        content.destroy()
      }
    },
  }
}

type Target = { path: string } | { host: string; port: number }

function targetOf(address: string): Target {
  if (address.startsWith('/')) return { path: address }
  const match = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(address)
  if (match === null) throw errors.badAddress({ address })
  return { host: match[1]!, port: Number(match[2]) }
}

/** Sends a file with the command INSTREAM and returns what clamd answers. */
async function instream(target: Target, content: Readable, timeout: number): Promise<string> {
  const socket = connect(target)
  socket.setTimeout(timeout, () => socket.destroy(new Error('it stayed silent for too long')))
  const answer = readReply(socket)
  let failed: unknown
  send(socket, content).catch((error: unknown) => {
    failed = error
    socket.destroy()
  })
  try {
    const reply = await answer
    if (reply === '') throw failed ?? new Error('it closed the connection without an answer')
    return reply
  } catch (cause) {
    throw errors.unavailable({ reason: cause instanceof Error ? cause.message : String(cause) }, { cause })
  } finally {
    socket.destroy()
  }
}

async function send(socket: Socket, content: Readable): Promise<void> {
  socket.write('zINSTREAM\0')
  for await (const chunk of content as AsyncIterable<Buffer>) {
    for (let start = 0; start < chunk.length; start += longestPiece) {
      const piece = chunk.subarray(start, start + longestPiece)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(piece.length)
      socket.write(length)
      if (!socket.write(piece)) await once(socket, 'drain', { signal: closing(socket) })
    }
    if (socket.destroyed || socket.readableEnded) return
  }
  socket.write(Buffer.alloc(4))
}

const closings = new WeakMap<Socket, AbortSignal>()

function closing(socket: Socket): AbortSignal {
  const known = closings.get(socket)
  if (known !== undefined) return known
  const controller = new AbortController()
  socket.once('close', () => controller.abort())
  closings.set(socket, controller.signal)
  return controller.signal
}

/** Everything up to the NUL that ends an answer; what ends without one is no answer. */
function readReply(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => {
      text += chunk
      const end = text.indexOf('\0')
      if (end >= 0) resolve(text.slice(0, end))
      else if (text.length > longestReply) socket.destroy(new Error('its answer has no end'))
    })
    socket.once('error', reject)
    socket.once('close', () => resolve(''))
  })
}

/** Only the exact words for a clean file mean clean. */
function verdictOf(reply: string): Verdict {
  if (reply === 'stream: OK') return { kind: 'clean' }
  const found = /^stream: (.+) FOUND$/.exec(reply)?.[1]
  if (found?.startsWith('Heuristics.Limits.Exceeded')) return { kind: 'unscannable', reason: found }
  if (found !== undefined) return { kind: 'infected', finding: found }
  if (reply.startsWith('INSTREAM size limit exceeded')) return { kind: 'unscannable', reason: 'too large to scan' }
  throw errors.unavailable({ reason: reply })
}
