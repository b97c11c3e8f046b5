import { Type, may, page } from '@kreiswerk/core'
import { t } from '@kreiswerk/ui-kit'
import { readCaseAsStaff } from '../case/rows.ts'

export const worklistPage = page({
  path: '/staff/antraege',
  area: 'staff',
  allow: may('online-service.read'),
  title: t('work.title'),
  menu: { label: t('work.menu'), order: 10 },
  element: 'online-service-worklist',
})

export const staffCasePage = page({
  path: '/staff/antraege/:id',
  area: 'staff',
  allow: may('online-service.read'),
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  load: async (context) => (await readCaseAsStaff(context, context.params.id)).trackingNumber,
  title: ({ data }) => t('work.case', { number: data }),
  element: 'online-service-case',
})
