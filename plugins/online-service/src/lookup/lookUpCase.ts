import { Type, action, anyone, defineError } from '@kreiswerk/core'
import { Current, StatusView, statusOf } from '../case/caseView.ts'
import { matchesStatusCode } from '../case/statusCode.ts'
import { currentAnswers } from '../field/liveAnswers.ts'
import { readTrackingNumber } from '../case/trackingNumber.ts'
import { rows } from '../case/rows.ts'

export const errors = {
  unknownNumber: defineError('online-service.unknown-number', 404, 'Number and status code do not belong together'),
}

/** By POST, so that the code stands in no address, no log and no history. */
export const lookUpCase = action({
  route: 'POST /status',
  summary: 'How far an application is, by its number and status code',
  allow: anyone,
  body: Type.Object({
    trackingNumber: Type.String({ maxLength: 40 }),
    statusCode: Type.String({ maxLength: 40 }),
  }),
  reply: Type.Object({ ...StatusView.properties, current: Current }),
  async run(context) {
    const { body, em, record, locale } = context
    const trackingNumber = readTrackingNumber(body.trackingNumber)
    if (trackingNumber === undefined) throw errors.unknownNumber()
    const row = await rows(em)
      .selectFrom('online_service_case')
      .selectAll()
      .where('trackingNumber', '=', trackingNumber)
      .executeTakeFirst()
    if (row === undefined || !matchesStatusCode(body.statusCode, row.statusCode)) throw errors.unknownNumber()
    await record({ object: `case:${row.id}` })
    return { ...statusOf(row), current: await currentAnswers(context, row.id, { locale, audience: 'others' }) }
  },
})
