import { html, nothing } from 'lit'
import {
  button,
  buttonGroup,
  confirmation,
  definitionList,
  field,
  formatDate,
  formatDateTime,
  formatNumber,
  inset,
  notification,
  stepIndicator,
  t,
  table,
} from '@kreiswerk/ui-kit'
import { may } from '../../action/allow.ts'
import { readEntry } from '../../audit/entry.ts'
import { findAccount } from '../../auth/account.ts'
import { Type } from '../../base/schema.ts'
import type { DataSubject } from '../../plugin/define-plugin.ts'
import { after, page } from '../../web/page.ts'
import type { LoadContext } from '../../web/page.ts'
import { redirect } from '../../web/redirect.ts'
import {
  askedFor,
  erasePerson,
  erasePersons,
  erasureReceipt,
  grounds,
  isLoginFresh,
  lookUpPerson,
  loginMinutes,
} from './person-actions.ts'
import { rehearseErasure } from './person-data.ts'
import type { Exported, KeptThing } from './person-data.ts'
import { personDesk } from './person-desk.ts'
import { nameOf } from './readable-export.ts'

const path = '/staff/datenschutz'
const allow = may(erasePersons)
const params = Type.Object({ inquiry: Type.String({ minLength: 20, maxLength: 100, pattern: '^[\\w-]+$' }) })
const back = html`<p><a href=${path}>${t('core.persons.another')}</a></p>`

const steps = (current: number) =>
  stepIndicator({
    steps: ['find', 'preview', 'confirm', 'result'].map((step) => ({ label: t(`core.persons.step.${step}`) })),
    current,
  })

const searchPage = page({
  path,
  area: 'staff',
  allow,
  title: t('core.persons.title'),
  menu: { label: t('core.persons.menu'), order: 910 },
  load: ({ authorize }) => authorize(erasePersons, { unit: null }),
  render: ({ form }) =>
    html`<p class="kw-lead">${t('core.persons.intro')}</p>
      ${form.for(
        lookUpPerson,
        () =>
          html`${field.text({
            name: 'reference',
            label: t('core.persons.reference'),
            hint: t('core.persons.reference-hint'),
            autocomplete: 'off',
            width: 'l',
          })}
          ${button.submit(t('core.persons.look-up'))}`,
      )}
      ${inset(html`<p>${t('core.persons.recorded')}</p>`)}`,
  done: [after(lookUpPerson, ({ reply }) => redirect(`${path}/${reply.inquiry}`))],
})

/** What is kept, counted: one row per kind of thing and plugin. */
function holdings(exported: Exported): { plugin: string; member: string; count: number }[] {
  return Object.entries(exported).flatMap(([plugin, value]) => {
    if (value === null || typeof value !== 'object') return []
    if (Array.isArray(value)) return [{ plugin, member: 'entries', count: value.length }]
    return Object.entries(value).map(([member, one]: [string, unknown]) => ({
      plugin,
      member,
      count: Array.isArray(one) ? one.length : one === null ? 0 : 1,
    }))
  })
}

async function preview(context: LoadContext<{ inquiry: string }, unknown>) {
  const {
    em,
    actor,
    params: { inquiry },
    use,
  } = context
  const subject = await askedFor(context, inquiry)
  const { exported, kept } = await rehearseErasure(use(personDesk).optionsFor(actor, 'core.erasePerson'), subject)
  const account = subject.accountId === null ? undefined : await findAccount(em, subject.accountId)
  return { subject, account, held: holdings(exported).filter(({ count }) => count > 0), kept, inquiry }
}

type Preview = Awaited<ReturnType<typeof preview>>

const whose = ({ account, subject }: Pick<Preview, 'account'> & { subject: DataSubject }) =>
  definitionList([
    { term: t('core.account.name'), description: account?.name ?? t('core.persons.no-account') },
    { term: t('core.account.email'), description: subject.email ?? '–' },
    ...(account === undefined ? [] : [{ term: t('core.persons.since'), description: formatDate(account.createdAt) }]),
  ])

const keptTable = (kept: readonly KeptThing[]) =>
  table({
    caption: t('core.persons.kept'),
    captionHidden: true,
    columns: [
      { key: 'what', label: t('core.persons.thing'), rowHeader: true, nowrap: true },
      { key: 'plugin', label: t('core.persons.holder'), cell: ({ plugin }) => nameOf(plugin, 'plugin') },
      { key: 'basis', label: t('core.persons.basis') },
      {
        key: 'until',
        label: t('core.persons.until'),
        cell: ({ until }) => (until === null ? t('core.persons.until-finished') : formatDate(until)),
      },
    ],
    rows: kept,
  })

const keptPart = (kept: readonly KeptThing[]) =>
  kept.length === 0
    ? html`<p>${t('core.persons.nothing-kept')}</p>`
    : html`${notification({ kind: 'warning', title: t('core.persons.kept-title'), body: t('core.persons.kept-body') })}
      ${keptTable(kept)}`

const overviewPage = page({
  path: `${path}/:inquiry`,
  area: 'staff',
  allow,
  params,
  title: t('core.persons.overview'),
  load: preview,
  render: ({ data }) =>
    html`${steps(1)} ${whose(data)}
      <h2>${t('core.persons.held')}</h2>
      ${table({
        caption: t('core.persons.held'),
        captionHidden: true,
        columns: [
          {
            key: 'member',
            label: t('core.persons.thing'),
            rowHeader: true,
            cell: ({ plugin, member }) => nameOf(plugin, member),
          },
          { key: 'plugin', label: t('core.persons.holder'), cell: ({ plugin }) => nameOf(plugin, 'plugin') },
          { key: 'count', label: t('core.persons.count'), align: 'end', cell: ({ count }) => formatNumber(count) },
        ],
        rows: data.held,
      })}
      <p>${t('core.persons.payments')}</p>
      <h2>${t('core.persons.hand-out')}</h2>
      <p>${t('core.persons.hand-out-hint')}</p>
      ${buttonGroup(
        button.secondary(t('core.persons.readable'), {
          href: `/api/core/persons/inquiries/${data.inquiry}/export?format=html`,
        }),
        button.secondary(t('core.persons.machine'), {
          href: `/api/core/persons/inquiries/${data.inquiry}/export?format=json`,
        }),
      )}
      <h2>${t('core.persons.erase')}</h2>
      ${keptPart(data.kept)}
      <p>${button.submit(t('core.persons.go-on'), { href: `${path}/${data.inquiry}/loeschen` })}</p>
      ${back}`,
})

const confirmPage = page({
  path: `${path}/:inquiry/loeschen`,
  area: 'staff',
  allow,
  params,
  title: t('core.persons.confirm'),
  async load(context) {
    return { ...(await preview(context)), fresh: isLoginFresh(context.session?.authTime, context.now) }
  },
  render: ({ data, form }) =>
    html`${steps(2)} ${whose(data)} ${keptPart(data.kept)}
      ${
        data.fresh
          ? form.for(
              erasePerson,
              () =>
                html`${field.radios({
                  name: 'ground',
                  label: t('core.persons.ground'),
                  options: grounds.map((letter) => ({ value: letter, label: t(`core.persons.ground.${letter}`) })),
                })}
                ${field.text({
                  name: 'word',
                  label: t('core.persons.word'),
                  hint: t('core.persons.word-hint'),
                  autocomplete: 'off',
                  width: 's',
                })}
                ${button.warning(t('core.persons.erase-now'))}`,
              { params: { inquiry: data.inquiry } },
            )
          : inset(
              html`<p>${t('core.persons.login-old', { minutes: loginMinutes })}</p>
                <p><a href="/staff/abmelden">${t('core.log-out')}</a></p>`,
            )
      }
      <p><a href=${`${path}/${data.inquiry}`}>${t('core.persons.overview')}</a></p>`,
  done: [after(erasePerson, ({ reply }) => redirect(`${path}/belege/${reply.entryId}`))],
})

const receiptPage = page({
  path: `${path}/belege/:id`,
  area: 'staff',
  allow,
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  title: t('core.persons.receipt'),
  heading: false,
  async load(context) {
    const receipt = await erasureReceipt(context, context.params.id)
    if (receipt === null) return null
    return { entry: readEntry(receipt.entry)!, kept: keptIn(receipt.disclosure?.details) }
  },
  render: ({ data, params, url }) =>
    html`${steps(3)} ${confirmation(t('core.persons.erased'), t('core.persons.erased-body'))}
    ${
      data === null
        ? html`<p>${t('core.persons.receipt-waits')}</p>
            <p>${button.secondary(t('core.persons.receipt-again'), { href: url })}</p>`
        : html`${definitionList([
              { term: t('core.proof.at'), description: formatDateTime(data.entry.at) },
              { term: t('core.proof.object'), description: data.entry.object },
            ])}
            ${
              data.kept.length === 0
                ? nothing
                : html`<h2>${t('core.persons.kept')}</h2>
                    ${keptTable(data.kept)}`
            }
            <p>${t('core.persons.receipt-hint')}</p>
            <p>
              ${button.secondary(t('core.persons.receipt-load'), { href: `/api/core/persons/erasures/${params.id}/receipt` })}
            </p>
            <p><a href="/nachweis">${t('core.proof.title')}</a></p>`
    }
    ${back}`,
})

function keptIn(details: string | undefined): KeptThing[] {
  const { kept = [] } = JSON.parse(details ?? '{}') as {
    kept?: (Omit<KeptThing, 'until'> & { until: string | null })[]
  }
  return kept.map((thing) => ({ ...thing, until: thing.until === null ? null : new Date(thing.until) }))
}

export const personPages = [searchPage, receiptPage, overviewPage, confirmPage]
