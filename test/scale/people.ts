import { generateSync } from 'otplib'
import type { TestBrowser, Visited } from '../../core/src/testing/test-browser.ts'

import { demoStaff } from '../../sample-deployment/demo-data.ts'
import { logInAtEmulator } from '../identity/browser.ts'
import { visitor } from './visitor.ts'

export interface Applicant {
  browser: TestBrowser
  /** The page of the application, once it is paid. */
  received: Visited
}

/** Logs in with the online ID card, asks for a certificate of registration, and pays; forms only. */
export async function applyForCertificate(origin: string): Promise<Applicant> {
  const browser = visitor(origin)
  const away = await browser.submit('/anmelden?weiter=/dienste/meldebescheinigung', { provider: 'bundid' })
  const back = await logInAtEmulator(away.url, { acr: 'urn:kreiswerk:trust:hoch' })
  await browser.open(back.replace(origin, ''))
  const scope = await browser.submit('/dienste/meldebescheinigung/antrag/person', { dwelling: 'main' })
  const check = await browser.send(scope, { scope: 'simple' })
  const filed = await browser.send(check, { confirmed: 'true' })
  const provider = await browser.send(filed)
  await fetch(provider.url, {
    method: 'POST',
    body: new URLSearchParams({ decision: 'PAYED' }),
    redirect: 'manual',
  })
  return { browser, received: await browser.open(`${filed.url}?zahlung=zurueck`) }
}

/** A clerk of the sample, logged in with password and one-time code. */
export async function clerkAt(origin: string, email: string): Promise<TestBrowser> {
  const { password, totpSecret } = demoStaff.find((one) => one.email === email)!
  const browser = visitor(origin)
  const second = await browser.submit('/staff/anmelden', { email, password })
  const inside = await browser.send(second, { code: generateSync({ secret: totpSecret }) })
  if (!inside.url.startsWith('/staff') || inside.status !== 200) throw new Error(`${inside.url} says ${inside.text}`)
  return browser
}
