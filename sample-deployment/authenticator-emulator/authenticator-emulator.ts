import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { generateSync } from 'otplib'
import type { DemoStaff } from '../demo-data.ts'

/** A page that stands in for the authenticator apps of the sample's invented staff. */
export interface AuthenticatorEmulator {
  url: string
  close(): Promise<void>
}

/** Shows the current one-time codes of these people, as their phones would. */
export async function startAuthenticatorEmulator(
  staff: readonly DemoStaff[],
  port: number,
): Promise<AuthenticatorEmulator> {
  const server = createServer((_request, response) => {
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        refresh: '10',
      })
      .end(codesPage(staff))
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const codesPage = (staff: readonly DemoStaff[]) => `<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>Authenticator (Emulator)</title></head><body>
<h1>Authenticator (Emulator)</h1>
<p>Diese Seite steht für die Smartphones der erfundenen Mitarbeitenden. Die Codes wechseln alle 30 Sekunden.</p>
<dl>${staff.map(({ name, email, totpSecret }) => `<dt>${name} (${email})</dt><dd><code>${codeOf(totpSecret)}</code></dd>`).join('')}</dl>
</body></html>`

const codeOf = (secret: string): string => generateSync({ secret })
