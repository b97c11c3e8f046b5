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
  const labelled = (label: string | RegExp) => place.getByLabel(label, { exact: true })
  const tell = (what: string, doing: Promise<unknown>) =>
    doing.then(
      () => {},
      (error) => explain(page, what, error),
    )
  return {
    page,
    open: (path) => tell(`open ${path}`, page.goto(path)),
    fill: (label, value) => tell(`fill in ${label}`, labelled(label).fill(value)),
    choose: (answer) => tell(`choose ${answer}`, labelled(answer).first().check()),
    select: (label, entry) => tell(`select ${entry}`, labelled(label).selectOption({ label: entry })),
    async fillDate(question, day) {
      const [year = '', month, date] = day.split('-')
      const parts = personAt(page, context, group(question))
      await parts.fill('Tag', String(Number(date)))
      await parts.fill('Monat', String(Number(month)))
      await parts.fill('Jahr', year)
    },
    press: (button) => tell(`press ${button}`, place.getByRole('button', { name: button }).click()),
    follow: (link) => tell(`follow ${link}`, place.getByRole('link', { name: link }).first().click()),
    reads: (text) => tell(`read ${text}`, place.getByText(text).first().waitFor()),
    within: (name) => personAt(page, context, group(name)),
    leave: () => context.close(),
  }
}

/** A step that fails says what the person saw instead. */
async function explain(page: Page, what: string, cause: unknown): Promise<never> {
  const seen = await page.locator('body').innerText()
  throw new Error(`Could not ${what}. ${page.url()} says:\n${seen}`, { cause })
}
