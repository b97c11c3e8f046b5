import { Type, action, may } from '@kreiswerk/core'
import { StaffCase, staffCaseOf } from '../case/caseView.ts'
import { viewFilesOf } from '../file/fileView.ts'
import { readCaseAsStaff, readEvents, readOutputs } from '../case/rows.ts'

export const showCase = action({
  route: 'GET /cases/:id',
  summary: 'Show an application with its history',
  allow: may('online-service.read'),
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  reply: StaffCase,
  async run(context) {
    const {
      em,
      actor,
      params: { id },
    } = context
    const row = await readCaseAsStaff(context, id)
    const files = await viewFilesOf(context, row)
    return staffCaseOf(row, files, await readOutputs(em, id), await readEvents(em, id), actor.accountId)
  },
})
