import type { TemplateResult } from 'lit'
import { html } from 'lit'
import type { ComponentExamples } from './example.ts'
import { exampleId, renderExample } from './example.ts'

/** Shows every component in every state, one below the other: the main area of the sample's `/ui-kit` page. */
export function gallery(components: readonly ComponentExamples[]): TemplateResult {
  return html`<div class="kw-gallery">
    <nav aria-label="Komponenten">
      <ul class="kw-gallery__index" role="list">
        ${components.map(({ component }) => html`<li><a href="#component-${component}">${component}</a></li>`)}
      </ul>
    </nav>
    ${components.map(section)}
  </div>`
}

function section({ component, examples }: ComponentExamples): TemplateResult {
  return html`<section class="kw-gallery__component" aria-labelledby="component-${component}">
    <h2 id="component-${component}">${component}</h2>
    ${examples.map(
      (example) =>
        html`<figure class="kw-gallery__example" id=${exampleId(component, example)}>
          <figcaption class="kw-hint">${example.name}</figcaption>
          <div>${renderExample(component, example)}</div>
        </figure>`,
    )}
  </section>`
}
