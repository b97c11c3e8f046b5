import { parseArgs } from 'node:util'
import { startIdentityEmulator } from './start.ts'

export { startIdentityEmulator } from './start.ts'
export type { IdentityEmulator, IdentityEmulatorOptions } from './start.ts'
export { emulatorAcr, emulatorClient } from './configuration.ts'

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4002' },
      redirect: { type: 'string', multiple: true, default: ['http://localhost:3000/anmelden/rueckkehr'] },
    },
  })
  const { issuer } = await startIdentityEmulator({ port: Number(values.port), redirectUris: values.redirect })
  console.log(`Identity emulator: ${issuer}`)
}
