import { appointmentRecipes } from './appointments.ts'
import { confirmRecovery } from '../../core/src/auth/staff-recovery.ts'
import { startAttempt } from '../../core/src/auth/login-attempt.ts'
import { issueToken } from '../../core/src/auth/token.ts'
import { answersOf, fileApplication, fillDraft, formPages, noteMark, serviceOf } from './affairs.ts'
import { emailOf, passwordHash, townPassword } from './people.ts'
import type { Recipe } from './recipe.ts'
import { ownerOf } from './slots.ts'
import {
  aDeadLetter,
  aPasskey,
  anErasure,
  anIdentity,
  anInvitation,
  anInquiry,
  anAssignment,
  anUnclearPayment,
  anotherPassword,
  anotherSession,
  cameBack,
  caseOf,
  caseRecipe,
  changePassword,
  code,
  confirmsElsewhere,
  elsewhere,
  fileRecipe,
  fresh,
  idOf,
  inHours,
  list,
  logInAs,
  loginCookie,
  next,
  nothing,
  outputRecipe,
  ownThing,
  passkeyAnswer,
  recoveryOf,
  setup,
  staffIn,
  staffRecipe,
  unitIn,
} from './ingredients.ts'

/** How every action of the sample is used rightly: for the permission matrix and for generated requests. */
export const recipes: Readonly<Record<string, Recipe>> = {
  'core.registerCitizen': {
    slow: true,
    make: () => ({ body: { name: 'Neue Bürgerin', email: fresh(), password: anotherPassword } }),
  },
  'core.resendRegistration': { make: () => ({ body: { email: fresh() } }) },
  'core.confirmAddress': {
    slow: true,
    async make(town) {
      const email = fresh()
      const payload = { email, name: 'Neue Bürgerin', passwordHash, locale: 'de' }
      const token = { purpose: 'confirm', subject: null, payload, expiresAt: inHours(town, 1) } as const
      return { body: { code: await town.unit((em) => issueToken(em, token)), password: townPassword } }
    },
  },
  'core.logIn': logInAs('citizenC'),
  'core.logOut': nothing,
  'core.logInStaff': logInAs('colleagueX'),
  'core.enterCode': {
    async make(town) {
      const attempt = {
        kind: 'totp',
        realm: 'staff',
        provider: 'password',
        level: 'basis',
        returnPath: '/staff',
      } as const
      const accountId = idOf(town, 'colleagueX')
      await town.unit((em) => em.execute('update core_account set totp_step = null where id = ?', [accountId]))
      const secret = await town.unit((em) => startAttempt(em, { ...attempt, accountId }, town.portal.clock.now))
      return { body: { code: code(town) }, cookie: loginCookie(secret) }
    },
  },
  'core.logOutStaff': nothing,
  'core.logInElsewhere': elsewhere,
  'core.logInElsewhereStaff': elsewhere,
  'core.returnFromProvider': cameBack('citizen'),
  'core.returnFromProviderStaff': cameBack('staff'),
  'core.startSetup': {
    slow: true,
    make: async (town) => ({ params: { secret: await setup(town, false) }, body: { password: anotherPassword } }),
  },
  'core.finishSetup': {
    make: async (town) => ({ params: { secret: await setup(town, true) }, body: { code: code(town) } }),
  },
  'core.endSession': ownThing('citizen', anotherSession),
  'core.endStaffSession': ownThing('staff', anotherSession),
  'core.endOtherSessions': nothing,
  'core.endOtherStaffSessions': nothing,
  'core.inviteColleague': {
    slots: true,
    make: (_town, _who, slot) => ({
      body: { name: 'Neuer Kollege', email: fresh(), role: 'Kontenverwaltung', unit: unitIn(slot) },
    }),
  },
  'core.withdrawInvitation': {
    slots: true,
    make: async (town, _who, slot) => ({ params: { id: await anInvitation(town, slot) } }),
  },
  'core.giveRole': {
    slots: true,
    make: (town, who, slot) => ({
      params: { id: idOf(town, staffIn(who, slot)) },
      body: { role: 'Kontenverwaltung', unit: unitIn(slot), to: '2030-12-31' },
    }),
  },
  'core.takeRole': {
    slots: true,
    async make(town, who, slot) {
      const target = staffIn(who, slot)
      return { params: { id: idOf(town, target), assignment: await anAssignment(town, target, slot) } }
    },
  },
  'core.disableStaff': staffRecipe(),
  'core.enableStaff': staffRecipe(),
  'core.endStaffSessions': staffRecipe(),
  'core.endRealmSessions': { make: () => ({ body: { realm: 'citizen' } }) },
  'core.startStaffRecovery': staffRecipe(),
  'core.confirmStaffRecovery': staffRecipe((town, target) =>
    target === 'noRole' ? Promise.resolve() : recoveryOf(town, target),
  ),
  'core.cancelStaffRecovery': staffRecipe(),
  'core.beginPasskey': nothing,
  'core.beginStaffPasskey': nothing,
  'core.addPasskey': passkeyAnswer,
  'core.addStaffPasskey': passkeyAnswer,
  'core.removePasskey': ownThing('citizen', aPasskey),
  'core.removeStaffPasskey': ownThing('staff', aPasskey),
  'core.removeIdentity': ownThing('citizen', anIdentity),
  'core.removeStaffIdentity': ownThing('staff', anIdentity),
  'core.beginPasskeyLogin': { make: () => ({ body: {} }) },
  'core.beginStaffPasskeyLogin': { make: () => ({ body: {} }) },
  'core.logInWithPasskey': passkeyAnswer,
  'core.logInStaffWithPasskey': passkeyAnswer,
  'core.redeemRecoveryCode': {
    async make(town) {
      const handed = await recoveryOf(town, 'colleagueY')
      const { now } = town.portal.clock
      await town.unit((em) => confirmRecovery(em, idOf(town, 'colleagueY'), idOf(town, 'accounts'), now))
      return { body: { code: handed } }
    },
  },
  'core.requestPasswordReset': { make: () => ({ body: { email: emailOf('citizenC') } }) },
  'core.setNewPassword': {
    slow: true,
    async make(town) {
      const payload = { accountId: idOf(town, 'citizenC') }
      const token = { purpose: 'reset-password', subject: null, payload, expiresAt: inHours(town, 1) } as const
      return { body: { code: await town.unit((em) => issueToken(em, token)), password: townPassword } }
    },
  },
  'core.changeOwnPassword': changePassword,
  'core.changeOwnStaffPassword': changePassword,
  'core.retryDeadLetter': { make: async (town) => ({ params: { id: await aDeadLetter(town) } }) },
  'core.discardDeadLetter': { make: async (town) => ({ params: { id: await aDeadLetter(town) } }) },
  'core.dismissPayment': { make: async (town) => ({ params: { id: await anUnclearPayment(town) } }) },
  'core.confirmIdentity': confirmsElsewhere,
  'core.confirmStaffIdentity': confirmsElsewhere,
  'core.lookUpPerson': { make: () => ({ body: { reference: emailOf('citizenC') } }) },
  'core.exportPerson': { make: anInquiry },
  'core.erasePerson': {
    make: async (town, who) => ({ ...(await anInquiry(town, who)), body: { ground: 'a', word: 'LÖSCHEN' } }),
  },
  'core.readErasureReceipt': { make: anErasure },
  'core.readLogKey': nothing,
  'core.readCheckpoint': nothing,
  'core.checkReceipt': { make: () => ({ body: { receipt: 'c2sp.org/tlog-proof@v1' } }) },
  'feedback.reportBarrier': {
    make: (_town, who) => ({ body: { page: '/start', text: `Kein Kontrast (${who})`, email: fresh() } }),
  },
  'feedback.listReports': list(({ affairs }, _who, slot) => affairs[slot].report),
  'feedback.answerReport': {
    slots: true,
    make: ({ affairs }, _who, slot) => ({
      params: { id: affairs[slot].report },
      body: { answer: 'Das haben wir behoben.' },
    }),
  },
  'online-service.saveDraftPage': {
    make(_town, who) {
      const pages = formPages.filter(({ service }) => service === serviceOf(who))
      const chosen = pages[next() % pages.length]!
      return { params: chosen, body: answersOf(chosen.service, chosen.page, who === 'anonymous' ? 'citizenA' : who) }
    },
  },
  'online-service.discardDraft': { make: (_town, who) => ({ params: { service: serviceOf(who) } }) },
  'online-service.submitApplication': {
    async make(town, who) {
      if (who === 'citizenA' || who === 'citizenB') await fillDraft(town, who)
      return { params: { service: serviceOf(who) }, body: { confirmed: true } }
    },
  },
  'online-service.payCase': {
    slots: true,
    make: async (town, who, slot) => ({
      params: { id: who === ownerOf[slot] ? await fileApplication(town, who) : town.affairs[slot].case },
    }),
  },
  'online-service.withdrawCase': caseRecipe(),
  'online-service.listOwnCases': list(caseOf),
  'online-service.showOwnCase': caseRecipe(),
  'online-service.downloadReceipt': caseRecipe(),
  'online-service.downloadOutput': outputRecipe,
  'online-service.lookUpCase': {
    slots: true,
    make: ({ affairs }, _who, slot) => ({
      body: { trackingNumber: affairs[slot].trackingNumber, statusCode: affairs[slot].statusCode },
    }),
  },
  'online-service.checkCertificate': {
    slots: true,
    make: ({ affairs }, _who, slot) => ({ params: { token: affairs[slot].token } }),
  },
  'online-service.listCases': list(caseOf),
  'online-service.showCase': caseRecipe(),
  'online-service.assignToMe': caseRecipe(),
  'online-service.releaseCase': caseRecipe(undefined, true),
  'online-service.addNote': caseRecipe({ text: noteMark }),
  'online-service.decideCase': caseRecipe({ outcome: 'refused', reason: 'Die Angaben reichen nicht.' }, true),
  'online-service.downloadOutputAsStaff': outputRecipe,
  'online-service.downloadFile': fileRecipe,
  'online-service.downloadFileAsStaff': fileRecipe,
  ...appointmentRecipes,
}
