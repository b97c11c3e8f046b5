import type { Runtime } from '../action/runtime.ts'
import { createWritingContext } from '../action/plugin-context.ts'
import { compiledAtFirstUse } from '../action/validation.ts'
import { systemActor } from '../auth/actor.ts'
import { newId } from '../base/id.ts'
import { defineError } from '../base/error.ts'
import type { InstalledPlugin } from '../plugin/installed-plugin.ts'
import type { JobHandler } from '../storage/job-run.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'

const badPayload = defineError(
  'plugin.bad-job-payload',
  500,
  'The job {job} got a payload that does not fit: {problem}',
)

/** Topic → handler for the worker, and event → topics of those who subscribed. */
export interface Handlers {
  handlers: Map<string, JobHandler>
  subscribers: Map<string, string[]>
}

/** Makes worker handlers of the plugins' jobs and subscriptions: each runs as the system in one unit of work. */
export function collectHandlers(plugins: readonly InstalledPlugin[], runtime: Runtime): Handlers {
  const handlers = new Map<string, JobHandler>()
  const subscribers = new Map<string, string[]>()
  for (const { id, declaration, resting } of plugins) {
    for (const [name, job] of Object.entries(declaration.jobs ?? {})) {
      const topic = `${id}.${name}`
      const check = compiledAtFirstUse(job.payload, 'json')
      handlers.set(
        topic,
        inUnitOfWork(runtime, id, topic, async (context, payload) => {
          const [problem] = check(payload)
          if (problem !== undefined) throw badPayload({ job: topic, problem: `${problem.pointer} ${problem.code}` })
          await job.run(context, payload)
        }),
      )
    }
    for (const { event, run } of declaration.subscribes ?? []) {
      const topic = `${id}.on-${event.name}`
      // Without a handler the events of a resting plugin wait until it starts again.
      if (resting === undefined) handlers.set(topic, inUnitOfWork(runtime, id, topic, run))
      subscribers.set(event.name, [...(subscribers.get(event.name) ?? []), topic])
    }
  }
  return { handlers, subscribers }
}

function inUnitOfWork(
  runtime: Runtime,
  plugin: string,
  name: string,
  run: (context: ReturnType<typeof createWritingContext>, payload: unknown) => Promise<void>,
): JobHandler {
  return async function runJob({ payload }) {
    const cause = { actor: systemActor, name, correlationId: newId() }
    await unitOfWork(runtime.database, (em) =>
      run(createWritingContext(runtime, plugin, runtime.clock(), em, cause), payload),
    )
  }
}
