import type { Page } from 'playwright-core'
import type { Person } from './person.ts'

const mostSteps = 80

/** Somebody who has no mouse: gets about with Tab and Enter, and sees at every step where they are. */
export interface KeyboardUser {
  /** Goes on with Tab until what has this name has the focus. */
  reach(name: string | RegExp): Promise<void>
  /** Reaches it and presses Enter. */
  take(name: string | RegExp): Promise<void>
  /** Reaches the field with this label and types. */
  type(label: string, value: string): Promise<void>
  press(key: string): Promise<void>
  /** The name of what has the focus. */
  focused(): Promise<string>
}

export function keyboardOf({ page }: Person): KeyboardUser {
  const focused = async () => (await lookAtFocus(page)).name
  const reach = async (name: string | RegExp) => {
    const passed: string[] = []
    for (let step = 0; step < mostSteps; step += 1) {
      await page.keyboard.press('Tab')
      const focus = await lookAtFocus(page)
      if (focus.trouble !== null) throw new Error(`${page.url()}: the focus on “${focus.name}” ${focus.trouble}`)
      if (typeof name === 'string' ? focus.name === name : name.test(focus.name)) return
      passed.push(focus.name)
    }
    throw new Error(`${page.url()}: Tab does not lead to ${name}, but to:\n${passed.join('\n')}`)
  }
  return {
    reach,
    focused,
    async take(name) {
      await reach(name)
      await page.keyboard.press('Enter')
    },
    async type(label, value) {
      await reach(label)
      await page.keyboard.type(value)
    },
    press: (key) => page.keyboard.press(key),
  }
}

/** The name of what has the focus, and what keeps people from seeing it. */
const lookAtFocus = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null
    if (element === null || element === document.body) return { name: '(page)', trouble: null }
    const [label] = (element as HTMLInputElement).labels ?? []
    const text = element.getAttribute('aria-label') ?? label?.innerText ?? element.innerText
    // Cards and choices are marked as a whole; within a field for a day, the browser marks the part itself.
    const marked = [element, element.closest('.kw-card'), element.closest('.kw-choice')]
    const isMarked =
      element.matches('input[type=date]') ||
      marked.some((one) => one !== null && getComputedStyle(one).outlineStyle !== 'none')
    const { top, bottom } = element.getBoundingClientRect()
    const isInView = bottom > 0 && top < innerHeight
    return {
      name: text.replace(/\s+/g, ' ').trim(),
      trouble: isMarked ? (isInView ? null : 'is out of view') : 'cannot be seen',
    }
  })
