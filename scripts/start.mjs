// `npm start`: the sample portal, from the sources.
import './source-condition.mjs'
import { buildUi } from './build-ui.mjs'

buildUi()
await import('../sample-deployment/start.ts')
