import { Type, accountCards, contribute, definePlugin, job, provide, startCards } from '@kreiswerk/core'
import { t } from '@kreiswerk/ui-kit'
import { bookHeld } from './booking/bookHeld.ts'
import { Booking, PersonShare, TakenCell } from './booking/booking.ts'
import { cancelBooking } from './booking/cancelBooking.ts'
import { confirmBooking } from './booking/confirmBooking.ts'
import { holdTime } from './booking/holdTime.ts'
import { moveBooking } from './booking/moveBooking.ts'
import { downloadCalendar, showBooking, showHold, showUnconfirmed } from './booking/showBooking.ts'
import { callNext } from './counter/callNext.ts'
import { moveVisit } from './counter/moveVisit.ts'
import { listCounters, showQueue } from './counter/showQueue.ts'
import { welcomeVisitor } from './counter/welcomeVisitor.ts'
import { checkCatalogue } from './catalogue/catalogue.ts'
import { Settings } from './catalogue/settings.ts'
import { Device } from './device/device.ts'
import { fieldTypes } from './field/fieldTypes.ts'
import { slotField } from './field/slotField.ts'
import { addDevice, changeDevice, listDeviceOffices, listDevices } from './device/manageDevices.ts'
import { arriveAtTerminal, showTerminal, takeTicket } from './device/useDevice.ts'
import { showDisplay } from './display/showDisplay.ts'
import { m0001Bookings } from './migrations/0001-bookings.ts'
import { m0003Visits } from './migrations/0003-visits.ts'
import { m0005References } from './migrations/0005-references.ts'
import { m0006Figures } from './migrations/0006-figures.ts'
import { m0007Proofs } from './migrations/0007-proofs.ts'
import { m0008LightHolds } from './migrations/0008-light-holds.ts'
import { m0009FewerIndexes } from './migrations/0009-fewer-indexes.ts'
import { ChangedDay, OfficeState } from './office/officeState.ts'
import { bookPage } from './pages/bookPage.ts'
import { bookingPage } from './pages/bookingPage.ts'
import { confirmPage } from './pages/confirmPage.ts'
import { displayPage } from './pages/displayPage.ts'
import { movePage } from './pages/movePage.ts'
import { servicesPage } from './pages/servicesPage.ts'
import { deskPage, devicesPage } from './pages/counterPages.ts'
import { terminalPage } from './pages/terminalPage.ts'
import { statisticsPage } from './pages/statisticsPage.ts'
import { ticketPage } from './pages/ticketPage.ts'
import { timesPage } from './pages/timesPage.ts'
import { bookingPrivacy } from './privacy/privacy.ts'
import { sweepBookings } from './privacy/sweep.ts'
import { changeSchedule, listConflicts, previewChange, showSchedule } from './schedule/scheduleActions.ts'
import { Queue } from './queue/queue.ts'
import { Draw, Lot } from './draw/draw.ts'
import { grantWishes } from './draw/grantWishes.ts'
import { registerWish } from './draw/registerWish.ts'
import { runDraws } from './draw/runDraws.ts'
import { listLots, showDraws } from './draw/showDraws.ts'
import { m0004Fairness } from './migrations/0004-fairness.ts'
import { listOwnBookings } from './own/listOwnBookings.ts'
import { drawPage, lotsPage } from './pages/drawPage.ts'
import { confirmEntryPage, entryPage } from './pages/entryPages.ts'
import { offerPage } from './pages/offerPage.ts'
import { waitingPage } from './pages/waitingPage.ts'
import { ownBookingsPage } from './pages/ownBookingsPage.ts'
import { askForProof } from './proof/askForProof.ts'
import { createRush, rush } from './proof/rush.ts'
import { SpentProof } from './proof/spentProof.ts'
import { Reminder } from './reminder/reminder.ts'
import { sendReminders } from './reminder/sendReminders.ts'
import { Entry, EntryPlace, EntryShare } from './waiting/entry.ts'
import { confirmEntry, leaveList, showEntry, showUnconfirmedEntry } from './waiting/entryActions.ts'
import { joinWaitingList } from './waiting/joinWaitingList.ts'
import { acceptOffer, declineOffer, showOffer } from './waiting/offerActions.ts'
import { offerDueTimes } from './waiting/offerDueTimes.ts'
import { offerTime } from './waiting/offerTime.ts'
import { Released } from './waiting/released.ts'
import { ExceptionRow, RuleRow } from './schedule/tables.ts'
import { showAvailability, showAvailabilityTable } from './openData/showAvailability.ts'
import { bookingStaffPage, calendarPage, conflictsPage, newBookingPage, schedulePage } from './pages/staffPages.ts'
import { bookAsStaff } from './staff/bookAsStaff.ts'
import { cancelAsStaff, moveAsStaff } from './staff/changeAsStaff.ts'
import { findStaffTimes } from './staff/findStaffTimes.ts'
import { listOffices } from './staff/listOffices.ts'
import { showDay } from './staff/showDay.ts'
import { showStaffBooking } from './staff/staffBooking.ts'
import { countFigures } from './statistics/countFigures.ts'
import { Figure } from './statistics/figure.ts'
import { downloadStatistics, showStatistics } from './statistics/showStatistics.ts'
import { availability, createAvailability } from './slot/availability.ts'
import { findDays, findTimes } from './slot/findTimes.ts'
import { arriveByLink } from './visit/arriveByLink.ts'
import { closeDay } from './visit/closeDay.ts'
import { showTicket } from './visit/showTicket.ts'
import { Visit } from './visit/visit.ts'

const oneMinute = 60
const fiveMinutes = 300
const oneHour = 3600

export default definePlugin(import.meta, {
  settings: Settings,
  start: checkCatalogue,
  entities: [
    Booking,
    TakenCell,
    PersonShare,
    OfficeState,
    ChangedDay,
    RuleRow,
    ExceptionRow,
    Reminder,
    Entry,
    EntryPlace,
    EntryShare,
    Released,
    Draw,
    Lot,
    Visit,
    Queue,
    Device,
    Figure,
    SpentProof,
  ],
  migrations: [
    m0001Bookings,
    m0003Visits,
    m0004Fairness,
    m0005References,
    m0006Figures,
    m0007Proofs,
    m0008LightHolds,
    m0009FewerIndexes,
  ],
  actions: {
    findDays,
    findTimes,
    askForProof,
    holdTime,
    showHold,
    bookHeld,
    showUnconfirmed,
    confirmBooking,
    showBooking,
    downloadCalendar,
    moveBooking,
    cancelBooking,
    showAvailability,
    showAvailabilityTable,
    listOffices,
    showDay,
    showStaffBooking,
    findStaffTimes,
    bookAsStaff,
    moveAsStaff,
    cancelAsStaff,
    showSchedule,
    previewChange,
    changeSchedule,
    listConflicts,
    arriveByLink,
    showTicket,
    showTerminal,
    arriveAtTerminal,
    takeTicket,
    listDevices,
    listDeviceOffices,
    addDevice,
    changeDevice,
    listCounters,
    showQueue,
    callNext,
    moveVisit,
    welcomeVisitor,
    showDisplay,
    joinWaitingList,
    showUnconfirmedEntry,
    confirmEntry,
    showEntry,
    leaveList,
    showOffer,
    acceptOffer,
    declineOffer,
    registerWish,
    showDraws,
    listLots,
    listOwnBookings,
    showStatistics,
    downloadStatistics,
  },
  pages: [
    servicesPage,
    timesPage,
    bookPage,
    confirmPage,
    bookingPage,
    movePage,
    calendarPage,
    newBookingPage,
    schedulePage,
    conflictsPage,
    bookingStaffPage,
    terminalPage,
    ticketPage,
    displayPage,
    deskPage,
    devicesPage,
    ownBookingsPage,
    waitingPage,
    confirmEntryPage,
    entryPage,
    offerPage,
    drawPage,
    lotsPage,
    statisticsPage,
  ],
  provides: [
    provide(availability, ({ settings, land }) => {
      const { services, gridMinutes, noticeMinutes, horizonDays } = settings(Settings)
      const byId = new Map(services.map((service) => [service.id, service]))
      return createAvailability({ services: byId, land, gridMinutes, noticeMinutes, horizonDays })
    }),
    provide(rush, ({ settings }) => createRush(settings(Settings).proofOfWork?.holdsPerMinute ?? null)),
  ],
  contributes: (settings) => [
    contribute(fieldTypes, slotField(settings)),
    contribute(startCards, {
      title: t('find.title'),
      summary: t('find.intro'),
      href: '/termine',
      group: t('find.menu'),
      order: 20,
    }),
    contribute(accountCards, { title: t('own.title'), summary: t('own.summary'), href: '/konto/termine' }),
  ],
  jobs: {
    sweepBookings: job(Type.Object({}), sweepBookings),
    closeDay: job(Type.Object({}), closeDay),
    sendReminders: job(Type.Object({}), sendReminders),
    offerTime: job(Type.Object({ id: Type.String() }), offerTime),
    offerDueTimes: job(Type.Object({}), offerDueTimes),
    runDraws: job(Type.Object({}), runDraws),
    countFigures: job(Type.Object({}), countFigures),
    grantWishes: job(Type.Object({ draw: Type.String(), after: Type.Integer() }), grantWishes),
  },
  schedules: [
    { job: 'sweepBookings', seconds: fiveMinutes },
    { job: 'closeDay', seconds: fiveMinutes },
    { job: 'sendReminders', seconds: oneMinute },
    { job: 'offerDueTimes', seconds: oneMinute },
    { job: 'runDraws', seconds: oneMinute },
    { job: 'countFigures', seconds: oneHour },
  ],
  privacy: bookingPrivacy,
})
