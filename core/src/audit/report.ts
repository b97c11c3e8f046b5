import type { Finding } from './finding.ts'
import type { Report } from './verify.ts'
import { say } from './words.ts'
import type { Locale } from './words.ts'

/** The report as text for people, one finding a line. */
export function formatReport(report: Report, locale: Locale = 'en'): string {
  const { ok, size, root, waiting, compared, findings, more } = report
  const tell = (key: string, params: Record<string, string | number> = {}) => say(`audit.report.${key}`, params, locale)
  const lines = [ok ? tell('ok', { size }) : tell('broken', { size, count: findings.length + more })]
  lines.push(...findings.map((finding) => `- ${formatFinding(finding, locale)}`))
  if (more > 0) lines.push(tell('more', { more }))
  if (root !== null) lines.push(tell('root', { root: root.toString('base64') }))
  if (waiting > 0) lines.push(tell('waiting', { waiting }))
  if (!compared) lines.push(tell('not-compared'))
  return `${lines.join('\n')}\n`
}

/** One sentence: which entry, and what is wrong with it. */
export function formatFinding(finding: Finding, locale: Locale = 'en'): string {
  const { kind, index, until, part, foundAt, tile } = finding
  const nameOf = (id: string | null) => id ?? say('audit.report.unknown-id', {}, locale)
  const entry =
    until === undefined
      ? say('audit.report.entry', { index, id: nameOf(finding.id) }, locale)
      : say(
          'audit.report.entries',
          { index, id: nameOf(finding.id), lastIndex: until.index, lastId: nameOf(until.id) },
          locale,
        )
  const where = part === undefined ? '' : say(`audit.part.${part}`, {}, locale)
  const params = { entry, part: tile === undefined ? where : `${where}, ${tile}`, foundAt: foundAt ?? '–' }
  return say(`audit.finding.${kind}`, params, locale)
}
