export { define } from './elements/define.ts'
export type { Announce, LocaleContext, Navigate, Session } from './elements/contexts.ts'
export {
  announcerContext,
  apiContext,
  localeContext,
  navigateContext,
  routeContext,
  sessionContext,
} from './elements/contexts.ts'
export type { Api, ApiOptions } from './elements/api.ts'
export { createApi, replyOf } from './elements/api.ts'
export { ApiError, isApiError } from './elements/api-error.ts'
export type { Route } from './elements/route.ts'
export { hrefWith, queryOf } from './elements/route.ts'
export { KreiswerkElement } from './elements/kreiswerk-element.ts'
export { Announcer } from './elements/announcer.ts'
export { errorBox, missingElement } from './elements/error-box.ts'
export { busy } from './elements/busy.ts'
export { taskView } from './elements/task-view.ts'
