import { Type, contribute, definePlugin, job, staffCards, startCards } from '@kreiswerk/core'
import { say, t } from '@kreiswerk/ui-kit'
import { entities } from './case/case.ts'
import { downloadReceipt, listOwnCases, showOwnCase } from './case/ownCases.ts'
import { payCase } from './case/payCase.ts'
import { receivePaidCase } from './case/receive.ts'
import { submitApplication } from './case/submitApplication.ts'
import { withdrawCase } from './case/withdrawCase.ts'
import { checkServices } from './catalogue/catalogue.ts'
import { Settings } from './catalogue/settings.ts'
import { checkCertificate, downloadOutput, downloadOutputAsStaff } from './certificate/outputs.ts'
import { fieldTypes } from './contract.ts'
import { discardDraft } from './draft/discardDraft.ts'
import { forgetOldDrafts } from './draft/draft.ts'
import { saveDraftPage } from './draft/saveDraftPage.ts'
import { downloadFile, downloadFileAsStaff } from './file/downloadFile.ts'
import { lookUpCase } from './lookup/lookUpCase.ts'
import { m0001Cases } from './migrations/0001-cases.ts'
import { m0002Sealed } from './migrations/0002-sealed.ts'
import { m0003Files } from './migrations/0003-files.ts'
import { m0004Phase } from './migrations/0004-phase.ts'
import { certificatePage } from './pages/certificatePage.ts'
import { checkPage } from './pages/checkPage.ts'
import { formPage } from './pages/formPage.ts'
import { ownCasePage } from './pages/ownCasePage.ts'
import { ownCasesPage } from './pages/ownCasesPage.ts'
import { servicePage, servicesPage } from './pages/servicePages.ts'
import { staffCasePage, worklistPage } from './pages/staffPages.ts'
import { statusPage } from './pages/statusPage.ts'
import { eraseExpiredCases } from './privacy/eraseCases.ts'
import { casePrivacy } from './privacy/privacy.ts'
import { decideCase } from './work/decideCase.ts'
import { showCase } from './work/showCase.ts'
import { addNote, assignToMe, releaseCase } from './work/workOnCase.ts'
import { listCases } from './work/worklist.ts'

const secondsAnHour = 3_600
const secondsADay = 86_400

export default definePlugin(import.meta, {
  settings: Settings,
  start: checkServices,
  entities,
  migrations: [m0001Cases, m0002Sealed, m0003Files, m0004Phase],
  actions: {
    saveDraftPage,
    discardDraft,
    submitApplication,
    payCase,
    withdrawCase,
    listOwnCases,
    showOwnCase,
    downloadReceipt,
    downloadOutput,
    lookUpCase,
    checkCertificate,
    listCases,
    showCase,
    assignToMe,
    releaseCase,
    addNote,
    decideCase,
    downloadOutputAsStaff,
    downloadFile,
    downloadFileAsStaff,
  },
  pages: [
    servicesPage,
    servicePage,
    formPage,
    checkPage,
    ownCasesPage,
    ownCasePage,
    statusPage,
    certificatePage,
    worklistPage,
    staffCasePage,
  ],
  extensionPoints: [fieldTypes],
  contributes: ({ services }) => [
    ...services.map((service) =>
      contribute(startCards, {
        title: say(service.title),
        summary: say(service.summary),
        href: `/dienste/${service.id}`,
        group: t('services.title'),
        order: 10,
      }),
    ),
    contribute(staffCards, {
      title: t('work.menu'),
      summary: t('work.summary'),
      href: '/staff/antraege',
      permission: 'online-service.read',
    }),
  ],
  jobs: {
    forgetOldDrafts: job(Type.Object({}), forgetOldDrafts),
    eraseExpiredCases: job(Type.Object({}), eraseExpiredCases),
    removeFile: job(Type.Object({ blob: Type.String() }), ({ blobs }, { blob }) => blobs.remove(blob)),
  },
  schedules: [
    { job: 'forgetOldDrafts', seconds: secondsADay },
    { job: 'eraseExpiredCases', seconds: secondsAnHour },
  ],
  claimPaid: receivePaidCase,
  privacy: casePrivacy,
})
