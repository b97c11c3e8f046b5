import type { Rule } from './rule.ts'

/**
 * In a transaction of the kernel a missing line is an error already, which the rule about answers finds; actions with
 * their own are looked up in the log, unless they have begun none: then they only look, and nothing was done.
 */
export const auditRule: Rule = {
  name: 'every writing action leaves a line in the audit log',
  async check(subject) {
    const { portal, succeeded, writing: began } = await subject.trial()
    const writing = portal.assembly.actions.filter(
      ({ plugin, action }) => plugin === subject.package.manifest.id && action.method !== 'GET',
    )
    const rows: { entry: string }[] = await portal.database.em().execute('select entry from core_audit_entry')
    const logged = new Set(rows.map(({ entry }) => (JSON.parse(entry) as { action: string }).action))
    const silent = writing.filter(({ id }) => began.has(id) && succeeded.has(id) && !logged.has(id))
    const unused = writing.filter(({ id }) => !succeeded.has(id)).map(({ id }) => id)
    return {
      findings: silent.map(({ id }) => `The action ${id} succeeded, but the log has no line of it; call "record"`),
      unchecked: unused.length === 0 ? [] : [`${unused.join(', ')} never succeeded here; use them in the option "use"`],
    }
  },
}
