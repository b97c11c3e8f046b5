import { globSync, readFileSync } from 'node:fs'
import { marked } from 'marked'
import type { Token } from 'marked'

/** A block of code between fences. */
export interface Fence {
  language: string
  /** The file it was taken from, where the fence names one: `ts path/to/file.ts`. */
  file: string | undefined
  text: string
}

/** What can be checked of a page: its code, links and headings. */
export interface Guide {
  /** Path from the root of the repository. */
  path: string
  text: string
  fences: Fence[]
  links: string[]
  /** Anchors as they are made of headings. */
  anchors: string[]
}

const pages = ['*.md', 'docs/**/*.md', 'core/*.md', 'ui-kit/*.md', 'plugins/*/*.md', 'sample-deployment/*.md']

/** Every page of documentation in this repository. */
export const readGuides = (): Guide[] =>
  globSync(pages, { exclude: ['**/node_modules/**', '**/CHANGELOG.md'] })
    .sort()
    .map(readGuide)

function readGuide(path: string): Guide {
  const guide: Guide = { path, text: readFileSync(path, 'utf8'), fences: [], links: [], anchors: [] }
  marked.walkTokens(marked.lexer(guide.text), (token: Token) => {
    if (token.type === 'code') guide.fences.push(fenceOf(token.lang as string | undefined, token.text as string))
    if (token.type === 'link' || token.type === 'image') guide.links.push(token.href as string)
    if (token.type === 'heading') guide.anchors.push(anchorOf(token.text as string))
  })
  return guide
}

function fenceOf(info = '', text: string): Fence {
  const [language = '', file] = info.split(' ')
  return { language, file, text }
}

const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

/** The lines of a text without indentation and without empty ones, as excerpts are compared. */
export const bareLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** The parts of an excerpt between lines that say `…`. */
export function partsOf(excerpt: string): string[][] {
  const parts: string[][] = [[]]
  for (const line of bareLines(excerpt)) {
    if (line === '…') parts.push([])
    else parts.at(-1)!.push(line)
  }
  return parts.filter((part) => part.length > 0)
}

/** The first part of an excerpt that its file does not contain, in the order of the excerpt. */
export function missingPart(excerpt: string, file: string): string[] | undefined {
  let rest = `\n${bareLines(readFileSync(file, 'utf8')).join('\n')}\n`
  return partsOf(excerpt).find((part) => {
    const wanted = `\n${part.join('\n')}\n`
    const at = rest.indexOf(wanted)
    if (at === -1) return true
    rest = rest.slice(at + wanted.length - 1)
    return false
  })
}
