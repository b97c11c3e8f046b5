import { may, page } from '@kreiswerk/core'
import { t } from '@kreiswerk/ui-kit'

export const reportsPage = page({
  path: '/staff/feedback',
  area: 'staff',
  allow: may('feedback.read'),
  title: t('reports.title'),
  element: 'feedback-reports',
  menu: true,
})
