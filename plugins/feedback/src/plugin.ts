import { contribute, definePlugin, staffCards } from '@kreiswerk/core'
import { t } from '@kreiswerk/ui-kit'
import { m0001Reports } from './migrations/0001-reports.ts'
import { m0002Sealed } from './migrations/0002-sealed.ts'
import { m0003SealedWords } from './migrations/0003-sealed-words.ts'
import { m0004SealedPages } from './migrations/0004-sealed-pages.ts'
import { answerReport } from './report/answer-report.ts'
import { barrierPage } from './report/barrier-page.ts'
import { listReports } from './report/list-reports.ts'
import { reportPrivacy } from './report/privacy.ts'
import { reportBarrier } from './report/report-barrier.ts'
import { Report } from './report/report.ts'
import { reportsPage } from './report/reports-page.ts'

export default definePlugin(import.meta, {
  entities: [Report],
  migrations: [m0001Reports, m0002Sealed, m0003SealedWords, m0004SealedPages],
  actions: { reportBarrier, listReports, answerReport },
  pages: [barrierPage, reportsPage],
  contributes: [
    contribute(staffCards, {
      title: t('reports.title'),
      summary: t('reports.summary'),
      href: '/staff/feedback',
      permission: 'feedback.read',
    }),
  ],
  privacy: reportPrivacy,
})
