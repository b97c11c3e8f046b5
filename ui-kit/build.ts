import { buildKit } from './src/vite/build-kit.ts'

await buildKit()
