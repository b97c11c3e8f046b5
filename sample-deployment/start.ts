import { fileURLToPath } from 'node:url'
import { loadDeployment, startPortal } from '@kreiswerk/core/portal'
import { startAuthenticatorEmulator } from './authenticator-emulator/authenticator-emulator.ts'
import { demoCitizens, demoStaff, loadDemoData } from './demo-data.ts'
import { startEmulator } from './emulators.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const port = Number(process.env.PORT ?? 3000)
const portOf = (name: string, usual: number) => Number(process.env[name] ?? usual)
const ports = {
  payment: portOf('PAYMENT_EMULATOR_PORT', 4001),
  identity: portOf('IDENTITY_EMULATOR_PORT', 4002),
  authenticator: portOf('AUTHENTICATOR_EMULATOR_PORT', 4003),
}
const origin = process.env.KREISWERK_ORIGIN ?? `http://localhost:${port}`

process.env.PAYMENT_ORIGIN ??= `http://localhost:${ports.payment}`
process.env.IDENTITY_ORIGIN ??= `http://localhost:${ports.identity}`
process.env.LOG_LEVEL ??= 'warn'
process.env.KREISWERK_MIGRATE ??= 'auto'

const [emulators, running] = await Promise.all([
  Promise.all([
    startEmulator('./payment-emulator/payment-emulator.ts', `--port ${ports.payment}`.split(' ')),
    startEmulator(
      './identity-emulator/identity-emulator.ts',
      `--port ${ports.identity} --redirect ${origin}/anmelden/rueckkehr`.split(' '),
    ),
  ]),
  loadDeployment(folder).then((deployment) => startPortal(deployment, { folder, prepare: loadDemoData })),
])
const authenticator = await startAuthenticatorEmulator(demoStaff, ports.authenticator)

async function stop(): Promise<void> {
  await running.stop()
  await authenticator.close()
  await Promise.all(emulators.map((emulator) => emulator.stop()))
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
}

const logins = [
  ...demoCitizens.map(({ name, email, password }) => [`${origin}/anmelden`, name, email, password]),
  ...demoStaff.map(({ name, email, password, task }) => [`${origin}/staff`, `${name} (${task})`, email, password]),
]

process.stdout.write(`
Stadt Aachen (Beispiel) is ready:  ${origin}

  Citizens   ${origin}/
  Staff      ${origin}/staff
  Mails      ${origin}/entwicklung/postfach
  Codes      ${authenticator.url}  (stands in for the staff's authenticator apps)

  Demo logins (invented people):
${logins.map((login) => `    ${login.join('  ')}`).join('\n')}

  Stop with Ctrl+C. Data is in ${running.environment.dataFolder}
`)
