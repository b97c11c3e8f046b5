// `npm start`: the sample portal, from the sources (`--import=./scripts/source-condition.mjs` reaches its emulators too).
import { buildUi } from './build-ui.mjs'

buildUi()
await import('../sample-deployment/start.ts')
