import type { Browser, BrowserContext, Page } from 'playwright-core'

/** Somebody in front of a browser, in the words of the person: labels and names of buttons, never selectors. */
export interface Person {
  readonly page: Page
  open(path: string): Promise<void>
  /** Types into the field with this label. */
  fill(label: string | RegExp, value: string): Promise<void>
  /** Marks an answer (radio button or check box). */
  choose(answer: string | RegExp): Promise<void>
  /** Opens the list with this label and takes an entry. */
  select(label: string | RegExp, entry: string): Promise<void>
  /** Types a day, e.g. `2026-12-01`, into the three fields of the question. */
  fillDate(question: string | RegExp, day: string): Promise<void>
  press(button: string | RegExp): Promise<void>
  follow(link: string | RegExp): Promise<void>
  /** Waits until the page says this. */
  reads(text: string | RegExp): Promise<void>
  /** The part of the page that has this heading or legend as its name. */
  within(group: string | RegExp): Person
  leave(): Promise<void>
}

export interface PersonOptions {
  origin: string
  javaScript: boolean
}

/** A new person with a browser profile of their own: nobody is logged in, nothing is remembered. */
export async function newPerson(browser: Browser, { origin, javaScript }: PersonOptions): Promise<Person> {
  const context = await browser.newContext({ baseURL: origin, javaScriptEnabled: javaScript, locale: 'de-DE' })
  context.setDefaultTimeout(15_000)
  return personAt(await context.newPage(), context)
}

type Place = Pick<Page, 'getByLabel' | 'getByRole' | 'getByText'>

function personAt(page: Page, context: BrowserContext, place: Place = page.locator('body')): Person {
  const group = (name: string | RegExp) => place.getByRole('group', { name }).or(place.getByRole('region', { name }))
  return {
    page,
    async open(path) {
      await page.goto(path)
    },
    fill: (label, value) => place.getByLabel(label).fill(value),
    choose: (answer) => place.getByLabel(answer).check(),
    async select(label, entry) {
      await place.getByLabel(label).selectOption({ label: entry })
    },
    async fillDate(question, day) {
      const [year, month, date] = day.split('-').map(String)
      const parts = group(question)
      await parts.getByLabel('Tag').fill(String(Number(date)))
      await parts.getByLabel('Monat').fill(String(Number(month)))
      await parts.getByLabel('Jahr').fill(year ?? '')
    },
    press: (button) => place.getByRole('button', { name: button }).click(),
    follow: (link) => place.getByRole('link', { name: link }).first().click(),
    reads: (text) => place.getByText(text).first().waitFor(),
    within: (name) => personAt(page, context, group(name)),
    leave: () => context.close(),
  }
}
