import { html, nothing } from '@kreiswerk/core'
import type { Static, TemplateResult } from '@kreiswerk/core'
import { button, currentForm, notification, t, valueAt } from '@kreiswerk/ui-kit'
import type { Task } from '../proof/askForProof.ts'
import { waitEnd } from '../proof/ticket.ts'
import { timeInWords } from '../time/words.ts'

export interface ProofStepOptions {
  /** `null` while nobody has to prove anything. */
  task: Static<typeof Task> | null
  /** The times that can be chosen. */
  times: readonly { start: string }[]
  timeZone: string
  now: Date
}

/**
 * What the form for a time needs while many people book. A browser with JavaScript works and sends the solution by itself;
 * without, the ticket counts after some seconds, and whoever is faster is told how long to wait and loses nothing.
 */
export function proofStep({ task, times, timeZone, now }: ProofStepOptions): TemplateResult | typeof nothing {
  const chosen = isRefused() ? times.find(({ start }) => start === valueAt('start')) : undefined
  if (task === null) return chosen === undefined ? nothing : goOn(chosen, timeZone, t('proof.over'))
  const ticket = ticketFor(task, now)
  const seconds = Math.max(1, Math.ceil(((waitEnd(ticket) ?? 0) - now.getTime()) / 1000))
  return html`<appointments-proof
    task=${JSON.stringify(task.challenge)}
    working=${t('proof.working')}
    ?resume=${chosen !== undefined && valueAt('proof') === undefined}
  >
    <input type="hidden" name="ticket" value=${ticket} />
    ${chosen === undefined ? nothing : goOn(chosen, timeZone, t('proof.wait', { seconds }))}
    <p role="status"></p>
  </appointments-proof>`
}

const isRefused = (): boolean =>
  currentForm()?.problems.some(({ code }) => code === 'appointments.proof-needed') ?? false

/** The ticket of before as long as it may still count: whoever has waited does not wait anew. */
function ticketFor({ ticket }: Static<typeof Task>, now: Date): string {
  const before = valueAt('ticket')
  if (typeof before !== 'string') return ticket
  const isUseless = isRefused() && (waitEnd(before) ?? 0) <= now.getTime()
  return isUseless ? ticket : before
}

const goOn = ({ start }: { start: string }, timeZone: string, words: unknown): TemplateResult =>
  notification({
    title: t('proof.title'),
    body: html`<p>${words}</p>
      ${button.submit(t('proof.go-on', { time: timeInWords(new Date(start), timeZone) }), { name: 'start', value: start })}`,
  })
