import { define } from '@kreiswerk/ui-kit/elements'
import { FeedbackReports } from './feedback-reports.ts'

define('feedback-reports', FeedbackReports)
