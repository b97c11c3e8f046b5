import { defineEntity, p, sealed } from '@kreiswerk/core'

/** A barrier that somebody met on a page, and what was answered. Made without login: each has a key of its own. */
export const Report = defineEntity({
  name: 'FeedbackReport',
  tableName: 'feedback_report',
  properties: {
    id: p.uuid().primary(),
    page: sealed<string>(),
    text: sealed<string>(),
    email: sealed<string>().nullable(),
    /** Finds the reports of an address. */
    emailIndex: p.string().nullable(),
    at: p.datetime(),
    answer: sealed<string>().nullable(),
    answeredAt: p.datetime().nullable(),
  },
  indexes: [
    { name: 'feedback_report_at', properties: ['at', 'id'] },
    { name: 'feedback_report_email', properties: ['emailIndex'] },
  ],
})
