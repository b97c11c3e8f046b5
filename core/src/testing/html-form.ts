import { parse } from 'parse5'
import type { DefaultTreeAdapterTypes } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

/** A form as a browser without JavaScript would send it. */
export interface HtmlForm {
  action: string
  /** What the fields hold before anybody types. */
  fields: [string, string][]
}

/** The forms of a page, each with the values that its fields start with. */
export function readForms(page: string): HtmlForm[] {
  return descendants(parse(page), 'form').map((form) => ({
    action: attribute(form, 'action') ?? '',
    fields: [
      ...descendants(form, 'input').filter(isSent).map(nameAndValue),
      ...descendants(form, 'textarea').map((area): [string, string] => [attribute(area, 'name') ?? '', textOf(area)]),
      ...descendants(form, 'select').map(chosenOption),
    ],
  }))
}

/** The text of a page as people read it, with white space folded. */
export function readText(page: string): string {
  const [body] = descendants(parse(page), 'body')
  return body === undefined ? '' : textOf(body).replace(/\s+/g, ' ').trim()
}

const isSent = (input: Element): boolean => {
  const type = attribute(input, 'type') ?? 'text'
  if (type === 'submit' || type === 'button' || type === 'file') return false
  return (type !== 'radio' && type !== 'checkbox') || attribute(input, 'checked') !== undefined
}

const nameAndValue = (input: Element): [string, string] => [
  attribute(input, 'name') ?? '',
  attribute(input, 'value') ?? 'on',
]

function chosenOption(select: Element): [string, string] {
  const options = descendants(select, 'option')
  const chosen = options.find((option) => attribute(option, 'selected') !== undefined) ?? options[0]
  const value = chosen === undefined ? '' : (attribute(chosen, 'value') ?? textOf(chosen))
  return [attribute(select, 'name') ?? '', value]
}

const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value

const childrenOf = (node: Node): Node[] => ('childNodes' in node ? node.childNodes : [])

function descendants(node: Node, tag: string): Element[] {
  const own = 'tagName' in node && node.tagName === tag ? [node] : []
  return [...own, ...childrenOf(node).flatMap((child) => descendants(child, tag))]
}

const textOf = (node: Node): string =>
  'value' in node && node.nodeName === '#text' ? node.value : childrenOf(node).map(textOf).join('')
