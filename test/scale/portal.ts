// One of several portal processes: the sample's deployment and the plugin of the load; environment as for any portal.
import { fileURLToPath } from 'node:url'
import { loadDeployment, startPortal, stopOnSignal } from '@kreiswerk/core/portal'
import { loadDemoData } from '../../sample-deployment/demo-data.ts'
import orders from '../faults/orders/plugin.ts'

const folder = fileURLToPath(new URL('../../sample-deployment/', import.meta.url))
const deployment = await loadDeployment(folder)
const prepare = process.env.DEMO_DATA === undefined ? {} : { prepare: loadDemoData }

// All visitors come from one address.
const loaded = { ...deployment, networkLimits: 'lifted', plugins: [...deployment.plugins, orders()] } as const
stopOnSignal(await startPortal(loaded, { folder, ...prepare }))
