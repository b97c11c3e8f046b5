import { Type, action, may, openRows, pageOf, paged, withinUnits } from '@kreiswerk/core'
import { Case } from '../case/case.ts'
import { WorkItem, workItemColumns, workItemOf } from '../case/caseView.ts'
import { phaseOf } from '../case/state.ts'

export const listCases = action({
  route: 'GET /cases',
  summary: 'List the applications of your units, oldest first',
  allow: may('online-service.read'),
  query: Type.Object({
    ...paged().properties,
    /** `open` unless told. */
    stage: Type.Optional(
      Type.Union([
        Type.Literal('open'),
        Type.Literal('received'),
        Type.Literal('in-progress'),
        Type.Literal('awaiting-payment'),
        Type.Literal('decided'),
      ]),
    ),
    service: Type.Optional(Type.String({ maxLength: 100 })),
    assigned: Type.Optional(Type.Union([Type.Literal('me'), Type.Literal('nobody')])),
    number: Type.Optional(Type.String({ maxLength: 40 })),
  }),
  reply: pageOf(WorkItem),
  async run({ query, rows, em, filter, actor }) {
    const { stage = 'open', service, assigned, number, ...paging } = query
    const { items, next } = await rows.page(Case, {
      ...paging,
      order: 'submittedAt',
      columns: workItemColumns,
      descending: stage === 'decided',
      where(list) {
        let found = list.where(withinUnits(filter('online-service.read'), 'unit'))
        if (number !== undefined) return found.where('trackingNumber', '=', number.trim().toUpperCase())
        found = found.where('phase', '=', stage === 'open' ? 'work' : phaseOf(stage))
        if (stage === 'received' || stage === 'in-progress') found = found.where('stage', '=', stage)
        if (service !== undefined) found = found.where('service', '=', service)
        if (assigned === 'nobody') found = found.where('assigneeId', 'is', null)
        if (assigned === 'me') found = found.where('assigneeId', '=', actor.accountId)
        return found
      },
    })
    return { items: (await openRows(em, Case, items)).map(workItemOf), next }
  },
})
