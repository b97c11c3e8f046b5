import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** The harmless file that every scanner reports, in two pieces so that no scanner reports this source. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

/** How the emulator behaves: as it should, or in one of the ways clamd fails. */
export type Mood = 'well' | 'drops mid-scan' | 'answers half' | 'silent' | 'out of memory' | 'exceeds its limits'

export interface ClamdEmulator {
  address: string
  mood: Mood
  /** What was sent to be scanned, as text. */
  readonly scanned: string[]
  close(): Promise<void>
}

interface EmulatorOptions {
  /** A path for a Unix socket; a free TCP port unless told. */
  path?: string
  /** `StreamMaxLength` in bytes. */
  streamMaxLength?: number
}

/** Speaks clamd's side of `zINSTREAM`: pieces with their length in front, a piece of length 0 at the end. */
export async function startClamd({ path, streamMaxLength = 1_000_000 }: EmulatorOptions = {}): Promise<ClamdEmulator> {
  const sockets = new Set<Socket>()
  const emulator: ClamdEmulator = {
    address: path ?? '',
    mood: 'well',
    scanned: [],
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    converse(socket, emulator, streamMaxLength)
  })
  await new Promise<void>((resolve) =>
    path === undefined ? server.listen(0, '127.0.0.1', resolve) : server.listen(path, resolve),
  )
  if (path === undefined) emulator.address = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return emulator
}

const command = 'zINSTREAM\0'

function converse(socket: Socket, emulator: ClamdEmulator, limit: number): void {
  let received = Buffer.alloc(0)
  let content = Buffer.alloc(0)
  let begun = false
  const reply = (text: string) => socket.end(`${text}\0`)
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    if (!begun && received.length >= command.length) {
      if (received.subarray(0, command.length).toString() !== command) return void reply('UNKNOWN COMMAND')
      begun = true
      received = received.subarray(command.length)
    }
    while (begun && received.length >= 4) {
      const length = received.readUInt32BE()
      if (received.length < 4 + length) return
      if (length === 0) return void finish(content.toString('latin1'))
      content = Buffer.concat([content, received.subarray(4, 4 + length)])
      received = received.subarray(4 + length)
      if (emulator.mood === 'drops mid-scan') return void socket.destroy()
      if (content.length > limit) {
        begun = false
        return void reply('INSTREAM size limit exceeded. ERROR')
      }
    }
  })

  function finish(text: string): void {
    emulator.scanned.push(text)
    if (emulator.mood === 'silent') return
    if (emulator.mood === 'answers half') return void socket.end('stream: O')
    if (emulator.mood === 'out of memory') return reply('stream: Cannot allocate memory ERROR') && undefined
    if (emulator.mood === 'exceeds its limits')
      return void reply('stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND')
    reply(text.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK')
  }
}
