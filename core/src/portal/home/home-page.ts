import { html } from 'lit'
import { card, t } from '@kreiswerk/ui-kit'
import { anyone } from '../../action/allow.ts'
import { page } from '../../web/page.ts'
import { textContent } from '../legal/markdown.ts'
import { texts } from '../legal/texts.ts'
import { startCards } from './start-card.ts'
import type { StartCard } from './start-card.ts'

/** The citizens' start page: a welcome of the municipality and what its plugins offer. */
export const homePage = page({
  path: '/',
  area: 'citizen',
  allow: anyone,
  title: t('core.home'),
  heading: false,
  menu: { label: t('core.home'), order: 0 },
  load: ({ use, contributions, locale }) => ({
    welcome: use(texts).read('welcome', locale),
    groups: groupsOf(contributions(startCards)),
  }),
  render: ({ data }) =>
    html`<div class="kw-hero">${textContent(data.welcome)}</div>
      ${data.groups.map(
        ({ name, cards }) =>
          html`<section class="kw-cards-section">
            <h2>${name}</h2>
            <ul class="kw-cards" role="list">
              ${cards.map(({ title, summary, href }) => html`<li>${card({ title, body: summary, href, level: 3 })}</li>`)}
            </ul>
          </section>`,
      )}`,
})

interface Group {
  name: StartCard['group']
  cards: StartCard[]
}

function groupsOf(cards: readonly StartCard[]): Group[] {
  const groups = new Map<string, Group>()
  const ordered = [...cards].sort((a, b) => (a.order ?? 100) - (b.order ?? 100))
  for (const one of ordered) {
    const key = typeof one.group === 'string' ? one.group : one.group.key
    const group = groups.get(key) ?? { name: one.group, cards: [] }
    group.cards.push(one)
    groups.set(key, group)
  }
  return [...groups.values()]
}
