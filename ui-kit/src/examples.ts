import { backLinkExamples } from './back-link/back-link.examples.ts'
import { barChartExamples } from './chart/bar-chart.examples.ts'
import { breadcrumbExamples } from './breadcrumb/breadcrumb.examples.ts'
import { buttonExamples } from './button/button.examples.ts'
import { cardExamples } from './card/card.examples.ts'
import { columnChartExamples } from './chart/column-chart.examples.ts'
import { confirmationExamples } from './confirmation/confirmation.examples.ts'
import { definitionListExamples } from './definition-list/definition-list.examples.ts'
import { detailsExamples } from './details/details.examples.ts'
import { documentListExamples } from './document-list/document-list.examples.ts'
import { errorPageExamples } from './shell/error-page.examples.ts'
import { errorSummaryExamples } from './error-summary/error-summary.examples.ts'
import { fieldExamples } from './field/field.examples.ts'
import { fieldsetExamples } from './fieldset/fieldset.examples.ts'
import type { ComponentExamples } from './gallery/example.ts'
import { heroExamples } from './hero/hero.examples.ts'
import { iconExamples } from './icon/icon.examples.ts'
import { insetExamples } from './inset/inset.examples.ts'
import { languageSwitchExamples } from './language-switch/language-switch.examples.ts'
import { notificationExamples } from './notification/notification.examples.ts'
import { repeatableExamples } from './repeatable/repeatable.examples.ts'
import { stepIndicatorExamples } from './step-indicator/step-indicator.examples.ts'
import { summaryListExamples } from './summary-list/summary-list.examples.ts'
import { tableExamples } from './table/table.examples.ts'
import { tabsExamples } from './tabs/tabs.examples.ts'
import { tagExamples } from './tag/tag.examples.ts'
import { taskListExamples } from './task-list/task-list.examples.ts'
import { timelineExamples } from './timeline/timeline.examples.ts'

export type { ComponentExamples, Example } from './gallery/example.ts'
export { exampleId, renderExample } from './gallery/example.ts'
export { gallery } from './gallery/gallery.ts'

/** Every component in every state. */
export const componentExamples: readonly ComponentExamples[] = [
  heroExamples,
  cardExamples,
  fieldExamples,
  fieldsetExamples,
  repeatableExamples,
  buttonExamples,
  errorSummaryExamples,
  notificationExamples,
  confirmationExamples,
  stepIndicatorExamples,
  summaryListExamples,
  taskListExamples,
  tableExamples,
  columnChartExamples,
  barChartExamples,
  tabsExamples,
  documentListExamples,
  timelineExamples,
  definitionListExamples,
  tagExamples,
  detailsExamples,
  insetExamples,
  breadcrumbExamples,
  backLinkExamples,
  languageSwitchExamples,
  errorPageExamples,
  iconExamples,
]
