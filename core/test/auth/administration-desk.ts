import { generateSync } from 'otplib'
import { password as byPassword } from '../../src/auth/identity-provider.ts'
import { Account } from '../../src/auth/tables.ts'
import type { AuthTables } from '../../src/auth/tables.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { type TestBrowser, type TestPortal, createTestPortal } from '../../src/testing/index.ts'
import type { Visited } from '../../src/testing/test-browser.ts'
import { openRows } from '../../src/vault/vault.ts'

const password = 'drei kleine wörter'
const roles = {
  accounts: ['core.administer-accounts'],
  nothing: [],
}

export const openPortal = async (t: { teardown(action: () => unknown): void }, database?: string) => {
  const portal = await createTestPortal({ deployment: { identity: [byPassword()], roles }, database })
  t.teardown(() => portal.close())
  return portal
}
export const administrator = (portal: TestPortal, name: string, unit = '') =>
  portal.as({ realm: 'staff', name, role: 'accounts', unit })
export const linkIn = (portal: TestPortal) =>
  /http:\/\/localhost(\/\S+)/.exec(portal.mails.at(-1)?.text ?? '')?.[1] ?? ''

/** Goes through the two steps of a set-up and is logged in then. */
export async function setUp(portal: TestPortal, browser: TestBrowser, first: Visited): Promise<Visited> {
  const second = await browser.send(first, { password })
  const key = /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(second.html)?.[1]?.replaceAll(' ', '') ?? ''
  const code = generateSync({ secret: key, epoch: Math.floor(portal.clock.now.getTime() / 1000) })
  return browser.send(second, { code })
}

/** Presses the button with these words: its form may have no fields of its own. */
export const press = (browser: TestBrowser, action: string, url: string) =>
  browser.call('POST', `/api/core${action}`, {}).then(async (answer) => ({ answer, page: await browser.open(url) }))

export async function inviteKim(portal: TestPortal, chief: TestBrowser, fields: Record<string, string> = {}) {
  const sent = await chief.submit('/staff/konten/einladen', {
    name: 'Kim Neu',
    email: 'kim@stadt.example',
    role: 'accounts',
    unit: 'stadt/fb32/',
    ...fields,
  })
  await portal.settle()
  return sent
}

export async function inviteAndSetUp(portal: TestPortal, chief: TestBrowser): Promise<string> {
  await inviteKim(portal, chief)
  const kim = portal.browser()
  await setUp(portal, kim, await kim.open(linkIn(portal)))
  return findAccountByName(portal, 'Kim Neu')
}

/** Names are sealed, so this opens every account. */
export async function findAccountByName(portal: TestPortal, name: string): Promise<string> {
  const em = portal.database.em()
  const sealed = await rowsOf<AuthTables>(em).selectFrom('core_account').selectAll().execute()
  return (await openRows(em, Account, sealed)).find((account) => account.name === name)!.id
}
