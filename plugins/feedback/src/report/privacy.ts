import type { Privacy } from '@kreiswerk/core'
import { Report } from './report.ts'

/** Reports are made without login: a person is found by the address left with them. */
export const reportPrivacy: Privacy = {
  export: ({ em }, { email }) => (email === null ? Promise.resolve([]) : em.find(Report, { email })),
  async erase({ em }, { email }) {
    if (email !== null) await em.nativeUpdate(Report, { email }, { email: null })
  },
}
