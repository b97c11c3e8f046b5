import { nothing, noChange } from 'lit'
import type { DirectiveParameters } from 'lit/directive.js'
import { PartType } from 'lit/directive.js'
import type { Content } from '../content.ts'
import { escapeHtml } from '../literal.ts'
import type { Hole, ParsedTemplate } from './parse-template.ts'
import { parseTemplate } from './parse-template.ts'

interface Template {
  _$litType$: number
  strings: readonly string[]
  values: readonly unknown[]
}

interface DirectiveResult {
  _$litDirective$: new (part: object) => { render(...values: DirectiveParameters<never>): unknown }
  values: readonly unknown[]
}

type AttributeHole = Hole & { kind: 'attribute' }

const parsed = new WeakMap<readonly string[], ParsedTemplate>()

/**
 * Renders Lit templates to HTML text, for pages that are never hydrated: no markers, every value escaped for its place.
 * Event listeners are left out. Directives run as on a first rendering; promises are refused.
 */
export function renderToString(value: Content): string {
  return renderChild(value)
}

function renderChild(value: unknown): string {
  if (typeof value === 'string') return escapeHtml(value)
  if (value === undefined || value === null || value === nothing || value === noChange) return ''
  if (typeof value !== 'object') return escapeHtml(String(value))
  if ('_$litType$' in value) return renderTemplate(value as Template)
  if ('_$litDirective$' in value) return renderChild(runDirective(value as DirectiveResult, { type: PartType.CHILD }))
  if (Symbol.iterator in value) {
    let text = ''
    for (const item of value as Iterable<unknown>) text += renderChild(item)
    return text
  }
  if ('then' in value) throw new Error('A promise cannot be rendered: wait for it before rendering the page.')
  return escapeHtml(String(value))
}

function renderTemplate({ strings, values }: Template): string {
  let template = parsed.get(strings)
  if (!template) parsed.set(strings, (template = parseTemplate(strings)))
  const { texts, holes } = template
  let text = texts[0]!
  let next = 0
  for (let index = 0; index < holes.length; index++) {
    const hole = holes[index]!
    if (hole.kind === 'attribute') {
      const count = hole.strings.length - 1
      text += renderAttribute(hole, values, next)
      next += count
    } else {
      const value = values[next++]
      if (hole.kind === 'child') text += renderChild(value)
    }
    text += texts[index + 1]!
  }
  return text
}

function renderAttribute(hole: AttributeHole, values: readonly unknown[], from: number): string {
  const { prefix, name, strings } = hole
  if (prefix === '@') return ''
  if (prefix === '.') return renderProperty(hole, values[from])
  if (prefix === '?') return isSet(resolved(hole, values[from])) ? name : ''
  let text = strings[0]!
  for (let index = 1; index < strings.length; index++) {
    const value = resolved(hole, values[from + index - 1])
    if (value === nothing || value === noChange) return ''
    text += attributeText(value) + strings[index]!
  }
  return `${name}="${text}"`
}

const isSet = (value: unknown): boolean => Boolean(value) && value !== nothing && value !== noChange

const attributeText = (value: unknown): string => escapeHtml(typeof value === 'string' ? value : String(value ?? ''))

/** The value itself, or what a directive makes of it. */
function resolved({ prefix, name, tag, strings }: AttributeHole, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('_$litDirective$' in value)) return value
  const type = prefix === '?' ? PartType.BOOLEAN_ATTRIBUTE : PartType.ATTRIBUTE
  const severalValues = strings.length > 2 ? { strings } : {}
  return runDirective(value as DirectiveResult, { type, name, tagName: tag.toUpperCase(), ...severalValues })
}

/** Only the properties that say what a form control holds have an attribute that means the same at the start. */
function renderProperty({ name, tag }: AttributeHole, value: unknown): string {
  if (value === nothing || value === undefined || value === null) return ''
  if (name === 'value' && tag === 'input') return `value="${escapeHtml(String(value))}"`
  if (['checked', 'selected', 'disabled', 'required', 'hidden', 'open'].includes(name)) return value ? name : ''
  return ''
}

function runDirective(result: DirectiveResult, part: object): unknown {
  const directive = new result._$litDirective$(part)
  return directive.render(...(result.values as DirectiveParameters<never>))
}
