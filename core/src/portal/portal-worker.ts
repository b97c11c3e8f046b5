import { join } from 'node:path'
import type { Runtime } from '../action/runtime.ts'
import { forgetOldKeys } from '../action/idempotency.ts'
import { sweepExpired } from '../auth/sweep.ts'
import { mailFolder } from '../mail/folder.ts'
import { mailTopic } from '../mail/mail.ts'
import { mailJob } from './mail-job.ts'
import { scanFileJob } from './scan-file-job.ts'
import { sweepFiles } from './sweep-files.ts'
import type { MailTransport } from '../mail/transport.ts'
import { reconcileTopic } from '../payments/payment-jobs.ts'
import type { InstalledPlugin } from '../plugin/installed-plugin.ts'
import { startWorker } from '../storage/job-worker.ts'
import type { Worker } from '../storage/job-worker.ts'
import { removeTopic, scanTopic } from '../storage/received-file.ts'
import { ensureRecurring } from '../storage/scheduled.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'
import { deletionListFile } from '../vault/deletion-list.ts'
import { sweepErasures } from '../vault/settle-erasures.ts'
import type { Handlers } from './job-handlers.ts'

const sweepTopic = 'core.sweep'
const sweepFilesTopic = 'core.sweep-files'
const fiveMinutes = 300
const oneDay = 86_400

interface PortalWorkerOptions {
  mail: MailTransport | undefined
  mailFrom: string
  dataFolder: string
  automatic: boolean
}

/** Starts the worker with the kernel's own jobs and those of the plugins, and their schedules. */
export async function startPortalWorker(
  plugins: readonly InstalledPlugin[],
  runtime: Runtime,
  { handlers, subscribers }: Handlers,
  options: PortalWorkerOptions,
): Promise<Worker> {
  const { database, clock, payments } = runtime
  const transport = options.mail ?? mailFolder(join(options.dataFolder, 'mail'))
  handlers.set(mailTopic, mailJob(database, transport, options.mailFrom))
  for (const [topic, handler] of Object.entries(payments.jobs)) handlers.set(topic, handler)
  handlers.set(scanTopic, scanFileJob(runtime))
  handlers.set(removeTopic, ({ payload }) => runtime.blobStore.remove((payload as { hash: string }).hash))
  handlers.set(sweepFilesTopic, ({ signal }) => sweepFiles(runtime, signal))
  handlers.set(sweepTopic, async () => {
    await unitOfWork(database, async (em) => {
      await sweepExpired(em, clock())
      await forgetOldKeys(em, clock())
    })
    await sweepErasures(database, deletionListFile(options.dataFolder))
  })
  const schedules = plugins.flatMap(({ id, declaration }) =>
    (declaration.schedules ?? []).map(({ job, seconds }): [string, number] => [`${id}.${job}`, seconds]),
  )
  const ofTheKernel: [string, number][] = [
    [sweepTopic, fiveMinutes],
    [sweepFilesTopic, fiveMinutes],
    [reconcileTopic, oneDay],
  ]
  await ensureRecurring(database, new Map([...ofTheKernel, ...schedules]))
  return startWorker({ database, handlers, subscribers, automatic: options.automatic })
}
