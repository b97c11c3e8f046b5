// A portal process with appointments alone: environment as for any portal.
import { fileURLToPath } from 'node:url'
import { startPortal, stopOnSignal } from '@kreiswerk/core/portal'
import { testDeployment } from '../../core/src/testing/test-deployment.ts'
import { appointmentsOfRace } from './booking-race.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))

stopOnSignal(await startPortal(testDeployment([appointmentsOfRace()]), { folder }))
