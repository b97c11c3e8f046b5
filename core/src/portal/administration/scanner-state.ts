import { html, nothing } from 'lit'
import { formatCount, formatDateTime, notification, t } from '@kreiswerk/ui-kit'
import type { WaitingFiles } from '../../storage/waiting-files.ts'
import { isStuck } from '../../storage/waiting-files.ts'

/** Says when files wait for longer than a healthy scanner takes: nobody can open them until it looks at them. */
export const scannerAlarm = (files: WaitingFiles, now: Date): unknown =>
  isStuck(files, now)
    ? notification({
        kind: 'warning',
        title: t('core.operation.files.stuck'),
        body: html`<p>
            ${t('core.operation.files.stuck-hint', {
              waiting: formatCount(files.waiting),
              since: formatDateTime(files.since!),
            })}
          </p>
          ${files.reason === null ? nothing : html`<p>${files.reason}</p>`}`,
      })
    : nothing

/** The lines about files that people sent. */
export const scannerFacts = ({ waiting, rejected }: WaitingFiles, scanner: string | null) => [
  { term: t('core.operation.files.scanner'), description: scanner ?? t('core.operation.files.no-scanner') },
  { term: t('core.operation.files.waiting'), description: formatCount(waiting) },
  { term: t('core.operation.files.rejected'), description: formatCount(rejected) },
]
