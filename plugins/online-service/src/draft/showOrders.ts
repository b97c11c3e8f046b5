import { showButton } from '../field/liveAnswers.ts'
import type { Answers } from '../field/field.ts'
import type { Page, Service } from '../service/defineService.ts'

/** What a button of a contributed control wants to see; the page is only kept then, not checked. */
export interface ShowOrder {
  name: string
  show: string
}

/** Tells the answers to contributed fields from the values of buttons beside them, which are sent under the same name. */
export function readShowOrders(
  { fields }: Service,
  page: Page,
  body: Answers,
): { order: ShowOrder | undefined; sent: Answers } {
  const sent = { ...body }
  let order: ShowOrder | undefined
  for (const name of page.fields) {
    if (!fields[name]!.kind.includes('.') || !Object.hasOwn(body, name)) continue
    const parts = [body[name]].flat()
    const pressed = parts.find(isShow)
    if (pressed === undefined) continue
    order = { name, show: pressed.slice(showButton.length) }
    sent[name] = parts.find((part) => !isShow(part))
  }
  return { order, sent }
}

const isShow = (part: unknown): part is string => typeof part === 'string' && part.startsWith(showButton)
