import { Type, contribute, definePlugin, job, provide, startCards } from '@kreiswerk/core'
import { t } from '@kreiswerk/ui-kit'
import { bookHeld } from './booking/bookHeld.ts'
import { Booking, PersonShare, TakenCell } from './booking/booking.ts'
import { cancelBooking } from './booking/cancelBooking.ts'
import { confirmBooking } from './booking/confirmBooking.ts'
import { holdTime } from './booking/holdTime.ts'
import { moveBooking } from './booking/moveBooking.ts'
import { downloadCalendar, showBooking, showHold, showUnconfirmed } from './booking/showBooking.ts'
import { checkCatalogue } from './catalogue/catalogue.ts'
import { Settings } from './catalogue/settings.ts'
import { m0001Bookings } from './migrations/0001-bookings.ts'
import { ChangedDay, OfficeState } from './office/officeState.ts'
import { bookPage } from './pages/bookPage.ts'
import { bookingPage } from './pages/bookingPage.ts'
import { confirmPage } from './pages/confirmPage.ts'
import { movePage } from './pages/movePage.ts'
import { servicesPage } from './pages/servicesPage.ts'
import { timesPage } from './pages/timesPage.ts'
import { bookingPrivacy } from './privacy/privacy.ts'
import { sweepBookings } from './privacy/sweep.ts'
import { ExceptionRow, RuleRow } from './schedule/tables.ts'
import { availability, createAvailability } from './slot/availability.ts'
import { findDays, findTimes } from './slot/findTimes.ts'

const fiveMinutes = 300

export default definePlugin(import.meta, {
  settings: Settings,
  start: checkCatalogue,
  entities: [Booking, TakenCell, PersonShare, OfficeState, ChangedDay, RuleRow, ExceptionRow],
  migrations: [m0001Bookings],
  actions: {
    findDays,
    findTimes,
    holdTime,
    showHold,
    bookHeld,
    showUnconfirmed,
    confirmBooking,
    showBooking,
    downloadCalendar,
    moveBooking,
    cancelBooking,
  },
  pages: [servicesPage, timesPage, bookPage, confirmPage, bookingPage, movePage],
  provides: [
    provide(availability, ({ settings, land }) => {
      const { services, gridMinutes, noticeMinutes, horizonDays } = settings(Settings)
      const byId = new Map(services.map((service) => [service.id, service]))
      return createAvailability({ services: byId, land, gridMinutes, noticeMinutes, horizonDays })
    }),
  ],
  contributes: [
    contribute(startCards, {
      title: t('find.title'),
      summary: t('find.intro'),
      href: '/termine',
      group: t('find.menu'),
      order: 20,
    }),
  ],
  jobs: { sweepBookings: job(Type.Object({}), sweepBookings) },
  schedules: [{ job: 'sweepBookings', seconds: fiveMinutes }],
  privacy: bookingPrivacy,
})
