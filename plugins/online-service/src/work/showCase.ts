import { Type, action, may } from '@kreiswerk/core'
import { StaffCase, staffCaseOf } from '../case/caseView.ts'
import { currentAnswers } from '../field/liveAnswers.ts'
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
      locale,
      params: { id },
    } = context
    const row = await readCaseAsStaff(context, id)
    const belongings = {
      files: await viewFilesOf(context, row),
      outputs: await readOutputs(em, id),
      current: await currentAnswers(context, id, { locale, audience: 'others' }),
    }
    return staffCaseOf(row, belongings, await readEvents(em, id), actor.accountId)
  },
})
