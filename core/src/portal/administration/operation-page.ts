import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import {
  button,
  definitionList,
  details,
  formatCount,
  formatDateTime,
  formatMoney,
  formatNumber,
  notification,
  t,
  table,
  tag,
} from '@kreiswerk/ui-kit'
import { may } from '../../action/allow.ts'
import { lastCheckpoint } from '../../audit/log-head.ts'
import { waitingEntries } from '../../audit/loose-entries.ts'
import { Type } from '../../base/schema.ts'
import type { Claim } from '../../payments/claim.ts'
import type { Payment } from '../../payments/payment.ts'
import { countJobs } from '../../storage/job-counts.ts'
import { deadLetters } from '../../storage/job-outcome.ts'
import type { Page } from '../../storage/page.ts'
import type { JobRow } from '../../storage/tables.ts'
import { waitingFiles } from '../../storage/waiting-files.ts'
import type { Forms } from '../../web/form.ts'
import { after, page } from '../../web/page.ts'
import type { NotReady } from '../../web/site.ts'
import { redirect } from '../../web/redirect.ts'
import { administer, discardDeadLetter, dismissPayment, retryDeadLetter, wholePortal } from './operation-actions.ts'
import { operationDesk } from './operation-desk.ts'
import type { OperationFacts } from './operation-desk.ts'
import { scannerAlarm, scannerFacts } from './scanner-state.ts'

const path = '/staff/betrieb'
const cursor = Type.Optional(Type.String({ maxLength: 500 }))

/** How the portal stands, what it could not do by itself, and what somebody can do about it. */
export const operationPage = page({
  path,
  area: 'staff',
  allow: may(administer),
  title: t('core.operation.title'),
  menu: { label: t('core.operation.title'), order: 900 },
  query: Type.Object({ jobs: cursor, payments: cursor }),
  async load({ em, now, query, use, payments, authorize }) {
    authorize(administer, wholePortal)
    const facts = use(operationDesk).facts()
    const pending = await payments.pending(em, { after: query.payments })
    return {
      facts,
      reasons: await facts.reasonsNotReady(),
      jobs: await countJobs(em, now),
      files: await waitingFiles(em),
      now,
      dead: await deadLetters(em, { after: query.jobs }),
      pending: {
        ...pending,
        items: await Promise.all(
          pending.items.map(async (one) => ({ ...one, claim: await payments.claim(em, one.claimId) })),
        ),
      },
      checkpoint: await lastCheckpoint(em),
      unsequenced: await waitingEntries(em),
    }
  },
  render: ({ data, form, query }) =>
    html`${state(data.reasons)} ${scannerAlarm(data.files, data.now)} ${resting(data.facts)}
      ${definitionList([
        { term: t('core.operation.jobs-waiting'), description: formatCount(data.jobs.waiting) },
        { term: t('core.operation.jobs-overdue'), description: formatCount(data.jobs.overdue) },
        { term: t('core.operation.jobs-dead'), description: formatCount(data.jobs.dead) },
        ...scannerFacts(data.files, data.facts.scanner),
        { term: t('core.operation.log-size'), description: formatNumber(data.checkpoint?.size ?? 0) },
        { term: t('core.operation.log-waiting'), description: formatCount(data.unsequenced) },
        {
          term: t('core.operation.log-signed'),
          description:
            data.checkpoint === undefined ? t('core.operation.never') : formatDateTime(data.checkpoint.signedAt),
        },
      ])}
      <h2>${t('core.operation.dead.title')}</h2>
      <p>${t('core.operation.dead.hint')}</p>
      ${deadTable(data.dead, form, query.jobs !== undefined)}
      <h2>${t('core.operation.payments.title')}</h2>
      <p>${t('core.operation.payments.hint')}</p>
      ${paymentTable(data.pending, form, query.payments !== undefined)}
      <h2>${t('core.operation.assembly')}</h2>
      ${pluginTable(data.facts)} ${orphanTable(data.facts)}
      ${details(t('core.operation.timings'), timingTable(data.facts))}`,
  done: [
    after(retryDeadLetter, () => redirect(path)),
    after(discardDeadLetter, () => redirect(path)),
    after(dismissPayment, () => redirect(path)),
  ],
})

const state = (reasons: readonly NotReady[]): TemplateResult =>
  reasons.length === 0
    ? notification({ kind: 'success', title: t('core.operation.ready') })
    : notification({
        kind: 'error',
        title: t('core.operation.not-ready'),
        body: html`<ul>
          ${reasons.map(({ code }) => html`<li>${t(`core.operation.reason.${code}`)}</li>`)}
        </ul>`,
      })

const resting = ({ plugins }: OperationFacts): unknown =>
  plugins
    .filter((plugin) => plugin.resting !== undefined)
    .map((plugin) =>
      notification({
        kind: 'warning',
        title: t('core.operation.resting', { plugin: plugin.id }),
        body: html`<p>${t('core.operation.resting-hint')}</p>
          <p>${plugin.resting}</p>`,
      }),
    )

const hrefFor =
  (list: 'jobs' | 'payments') =>
  ({ after }: { after?: string | undefined }): string =>
    after === undefined ? path : `${path}?${list}=${encodeURIComponent(after)}`

const deadTable = ({ items, next }: Page<JobRow>, form: Forms, later: boolean): TemplateResult =>
  table({
    caption: t('core.operation.dead.title'),
    captionHidden: true,
    columns: [
      { key: 'topic', label: t('core.operation.dead.topic'), rowHeader: true },
      {
        key: 'deadAt',
        label: t('core.operation.dead.at'),
        nowrap: true,
        cell: ({ deadAt }) => (deadAt === null ? nothing : formatDateTime(deadAt)),
      },
      // Only the first line: the rest says where in the code, and stands in the log.
      { key: 'lastError', label: t('core.operation.dead.error'), cell: ({ lastError }) => firstLine(lastError) },
      {
        key: 'id',
        label: t('core.operation.what-to-do'),
        nowrap: true,
        cell: ({ id, topic }) =>
          html`${form.for(retryDeadLetter, () => button.link(t('core.operation.dead.retry'), { context: topic }), {
            params: { id },
          })}
          ${form.for(discardDeadLetter, () => button.link(t('core.operation.dead.discard'), { context: topic }), {
            params: { id },
          })}`,
      },
    ],
    rows: items,
    href: hrefFor('jobs'),
    next,
    later,
    empty: t('core.operation.dead.empty'),
  })

const firstLine = (text: string | null): string => (text ?? '').split('\n')[0]!.slice(0, 200)

const paymentTable = ({ items, next }: Page<Payment & { claim: Claim }>, form: Forms, later: boolean): TemplateResult =>
  table({
    caption: t('core.operation.payments.title'),
    captionHidden: true,
    columns: [
      {
        key: 'reference',
        label: t('core.operation.payments.reference'),
        rowHeader: true,
        cell: ({ reference, claim }) => reference ?? claim.purpose,
      },
      {
        key: 'amount',
        label: t('core.operation.payments.amount'),
        align: 'end',
        nowrap: true,
        cell: ({ claim }) => formatMoney(claim.amount),
      },
      {
        key: 'attention',
        label: t('core.operation.payments.why'),
        cell: ({ attention }) => t(`core.operation.attention.${attention ?? 'unclear'}`),
      },
      {
        key: 'createdAt',
        label: t('core.operation.payments.begun'),
        nowrap: true,
        cell: ({ createdAt }) => formatDateTime(createdAt),
      },
      {
        key: 'id',
        label: t('core.operation.what-to-do'),
        nowrap: true,
        cell: ({ id, reference, claim }) =>
          form.for(
            dismissPayment,
            () => button.link(t('core.operation.payments.dismiss'), { context: reference ?? claim.purpose }),
            { params: { id } },
          ),
      },
    ],
    rows: items,
    href: hrefFor('payments'),
    next,
    later,
    empty: t('core.operation.payments.empty'),
  })

const pluginTable = ({ plugins }: OperationFacts): TemplateResult =>
  table({
    caption: t('core.operation.plugins'),
    columns: [
      { key: 'id', label: t('core.operation.plugin'), rowHeader: true },
      { key: 'name', label: t('core.operation.package') },
      { key: 'version', label: t('core.operation.version'), cell: ({ version }) => tag(version), nowrap: true },
    ],
    rows: plugins,
  })

const orphanTable = ({ orphans }: OperationFacts): unknown =>
  orphans.length === 0
    ? nothing
    : html`<p>${t('core.operation.orphans-hint')}</p>
        ${table({
          caption: t('core.operation.orphans'),
          columns: [
            { key: 'table', label: t('core.operation.table'), rowHeader: true },
            { key: 'rows', label: t('core.operation.rows'), align: 'end', cell: ({ rows }) => formatCount(rows) },
          ],
          rows: orphans,
        })}`

const timingTable = ({ timings }: OperationFacts): TemplateResult =>
  table({
    caption: t('core.operation.timings'),
    captionHidden: true,
    columns: [
      { key: 'step', label: t('core.operation.step'), rowHeader: true },
      {
        key: 'milliseconds',
        label: t('core.operation.milliseconds'),
        align: 'end',
        cell: ({ milliseconds }) => formatNumber(milliseconds),
      },
    ],
    rows: [...timings].map(([step, milliseconds]) => ({ step, milliseconds })),
  })
