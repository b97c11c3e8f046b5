import { Type, event } from '@kreiswerk/core'

/** Somebody has reported a barrier. */
export const barrierReported = event('feedback.barrier-reported@1', Type.Object({ reportId: Type.String() }))
