import { Type, may, page } from '@kreiswerk/core'
import { t } from '@kreiswerk/ui-kit'
import { readAsStaff } from '../staff/staffBooking.ts'

export const calendarPage = page({
  path: '/staff/termine',
  area: 'staff',
  allow: may('appointments.see-calendar'),
  title: t('calendar.title'),
  menu: { label: t('calendar.menu'), order: 20 },
  element: 'appointments-calendar',
})

export const newBookingPage = page({
  path: '/staff/termine/neu',
  area: 'staff',
  allow: may('appointments.book'),
  title: t('new.title'),
  element: 'appointments-new',
})

export const schedulePage = page({
  path: '/staff/termine/zeiten',
  area: 'staff',
  allow: may('appointments.plan'),
  title: t('schedule.title'),
  element: 'appointments-schedule',
})

export const conflictsPage = page({
  path: '/staff/termine/konflikte',
  area: 'staff',
  allow: may('appointments.plan'),
  title: t('conflicts.title'),
  element: 'appointments-conflicts',
})

export const bookingStaffPage = page({
  path: '/staff/termine/:id',
  area: 'staff',
  allow: may('appointments.see-calendar'),
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  load: async (context) => (await readAsStaff(context, 'appointments.see-calendar', context.params.id)).code,
  title: ({ data }) => (data === null ? t('staff-booking.held') : t('staff-booking.title', { code: data })),
  element: 'appointments-booking',
})
