import { may, page } from '@kreiswerk/core'
import { t } from '@kreiswerk/ui-kit'

export const deskPage = page({
  path: '/staff/schalter',
  area: 'staff',
  allow: may('appointments.serve'),
  title: t('desk.title'),
  menu: { label: t('desk.menu'), order: 20 },
  element: 'appointments-desk',
})

export const devicesPage = page({
  path: '/staff/schalter/geraete',
  area: 'staff',
  allow: may('appointments.manage-devices'),
  title: t('devices.title'),
  menu: { label: t('devices.menu'), order: 25 },
  element: 'appointments-devices',
})
