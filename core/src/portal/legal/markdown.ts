import { html } from 'lit'
import type { TemplateResult } from 'lit'
import { LRUCache } from 'lru-cache'
import { lexer } from 'marked'
import type { Token, Tokens } from 'marked'

type Piece = TemplateResult | string

/** Markdown as templates: headings, paragraphs, lists, links, emphasis. HTML in it is shown as text, never run. */
export function textContent(markdown: string): Piece[] {
  const known = contents.get(markdown)
  if (known !== undefined) return known
  const made = lexer(markdown).map(block)
  contents.set(markdown, made)
  return made
}

/** The municipality has a handful of texts, each shown again and again. */
const contents = new LRUCache<string, Piece[]>({ max: 50 })

function block(token: Token): Piece {
  switch (token.type) {
    case 'heading':
      return heading(token as Tokens.Heading)
    case 'paragraph':
      return html`<p>${inline(token.tokens)}</p>`
    case 'list':
      return list(token as Tokens.List)
    case 'space':
      return ''
    default:
      return 'tokens' in token && token.tokens !== undefined ? html`${inline(token.tokens)}` : token.raw
  }
}

function heading({ depth, tokens }: Tokens.Heading): TemplateResult {
  if (depth === 1) return html`<h1>${inline(tokens)}</h1>`
  return depth === 2 ? html`<h2>${inline(tokens)}</h2>` : html`<h3>${inline(tokens)}</h3>`
}

function list({ ordered, items }: Tokens.List): TemplateResult {
  const entries = items.map((item) => html`<li>${item.tokens.map(block)}</li>`)
  return ordered
    ? html`<ol>
        ${entries}
      </ol>`
    : html`<ul>
        ${entries}
      </ul>`
}

const inline = (tokens: Token[] = []): Piece[] => tokens.map(span)

function span(token: Token): Piece {
  switch (token.type) {
    case 'strong':
      return html`<strong>${inline(token.tokens)}</strong>`
    case 'em':
      return html`<em>${inline(token.tokens)}</em>`
    case 'link':
      return html`<a href=${safeAddress((token as Tokens.Link).href)}>${inline(token.tokens)}</a>`
    case 'br':
      return html`<br />`
    default:
      return 'text' in token ? unescape(String(token.text)) : token.raw
  }
}

const safeAddress = (href: string): string => (/^(https?:\/\/|mailto:|tel:|\/(?!\/)|#)/i.test(href) ? href : '#')

// The lexer escapes text for HTML; templates escape it again.
const unescape = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
