import type { FastifyReply, FastifyRequest } from 'fastify'
import { realmOf } from '../action/allow.ts'
import type { ActionInput, LiveContext } from '../action/context.ts'
import { execute, validate } from '../action/execute.ts'
import { createPluginContext } from '../action/plugin-context.ts'
import type { BoundAction } from '../action/runtime.ts'
import { isError } from '../base/error.ts'
import { readingEm } from '../storage/reading.ts'
import { callerOf } from './caller.ts'
import { errors } from './errors.ts'
import { EventStream, eventStream } from './event-stream.ts'
import { isHead } from './head.ts'
import { LiveSource } from './live-source.ts'
import type { Site } from './site.ts'

const heartbeat = 15_000
/** How many may listen to one process at once, and from one address. */
const most = { inAll: 1_000, perAddress: 100 } as const

/** Whether the reply shall come again whenever it changes. */
export const wantsStream = ({ action }: BoundAction, { raw, headers }: FastifyRequest): boolean =>
  action.definition.live !== undefined && !isHead(raw) && String(headers.accept).includes('text/event-stream')

/** The live actions that somebody listens to. Every event passes the permission anew: who may no longer see it is cut off. */
export class LiveStreams {
  readonly #site: Site
  readonly #sources = new Map<string, LiveSource>()
  readonly #open = new Map<EventStream, string>()
  #closed = false

  constructor(site: Site) {
    this.#site = site
  }

  /** Answers with a stream, or throws what a request for the reply alone would throw. */
  async open(
    bound: BoundAction,
    request: FastifyRequest,
    reply: FastifyReply,
    input: ActionInput,
  ): Promise<FastifyReply> {
    const snapshot = async () => {
      const realm = realmOf(bound.action.definition.allow)
      const caller = await callerOf(this.#site, request, reply, realm, 'watching')
      return JSON.stringify(await execute(this.#site.runtime, bound, input, caller))
    }
    // Also checks who asks and with what, before anything else is done for it.
    await snapshot()
    const checked = validate(bound, input, 'text')
    this.#assertRoom(request.ip)
    const stream = new EventStream()
    this.#open.set(stream, request.ip)
    const end = this.#follow(bound, checked, stream, snapshot, request)
    if (this.#closed) stream.end()
    const beat = setInterval(() => stream.beat(), heartbeat)
    beat.unref()
    stream.content.once('close', () => {
      clearInterval(beat)
      this.#open.delete(stream)
      end()
    })
    return reply.type(eventStream).header('x-accel-buffering', 'no').header('connection', 'close').send(stream.content)
  }

  /** Ends every stream; browsers come back to whichever portal answers. */
  close(): void {
    this.#closed = true
    for (const stream of this.#open.keys()) stream.end()
  }

  #assertRoom(address: string): void {
    const fromThere = [...this.#open.values()].filter((one) => one === address).length
    if (this.#open.size >= most.inAll || fromThere >= most.perAddress) throw errors.overloaded()
  }

  #follow(
    bound: BoundAction,
    input: ActionInput,
    stream: EventStream,
    snapshot: () => Promise<string>,
    { log }: FastifyRequest,
  ): () => void {
    const key = JSON.stringify([bound.id, input.params, input.query])
    const source = this.#sources.get(key) ?? new LiveSource(() => this.#versionOf(bound, input), warn)
    this.#sources.set(key, source)
    let wanted: string | null = null
    let sending = false

    function warn(error: unknown): void {
      log.warn({ err: error, action: bound.id }, 'cannot tell whether a live reply has changed')
    }

    // What changes while a snapshot is made is sent after it, once however often it changed.
    async function send(version: string): Promise<void> {
      wanted = version
      if (sending) return
      sending = true
      try {
        while (wanted !== null) {
          const id = wanted
          wanted = null
          stream.send(id, await snapshot())
        }
      } catch (error) {
        if (!isError(error) || error.status >= 500) warn(error)
        stream.end()
      } finally {
        sending = false
      }
    }
    const listener = (version: string) => void send(version)
    source.listen(listener).then(listener, (error: unknown) => {
      warn(error)
      stream.end()
    })
    return () => {
      if (!source.leave(listener)) this.#sources.delete(key)
    }
  }

  async #versionOf(bound: BoundAction, { params, query }: ActionInput): Promise<string> {
    const { runtime } = this.#site
    const context = {
      ...createPluginContext(runtime, bound.plugin, runtime.clock()),
      em: readingEm(runtime.database),
      params,
      query,
    }
    const live = bound.action.definition.live as (context: LiveContext) => Promise<string | number> | string | number
    return String(await live(context))
  }
}
