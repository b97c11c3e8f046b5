// The portal under fire, as a process of its own: environment as for any portal, and PAYMENT_ORIGIN for the provider.
import { flushCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { env, xbezahldienste } from '@kreiswerk/core'
import { startPortal, stopOnSignal } from '@kreiswerk/core/portal'
import feedback from '@kreiswerk/feedback'
import { testDeployment } from '../../core/src/testing/test-deployment.ts'
import orders from './orders/plugin.ts'

const deployment = testDeployment([feedback(), orders()])
const payments = xbezahldienste({ url: env('PAYMENT_ORIGIN'), originatorId: 'portal', endPointId: '05334002' })
const folder = fileURLToPath(new URL('.', import.meta.url))

stopOnSignal(await startPortal({ ...deployment, payments }, { folder }))
// As `kreiswerk start` does: whoever is killed leaves nothing for the next start otherwise.
flushCompileCache()
