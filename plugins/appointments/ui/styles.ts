import { css } from 'lit'

const styles = css`
  @layer plugin {
    .appointments-desk > * + * {
      margin-block-start: 2rem;
    }
    .appointments-filter,
    .appointments-desk__where {
      display: flex;
      flex-wrap: wrap;
      gap: 1rem;
      align-items: end;
    }
    .appointments-filter {
      margin-block: 1rem;
    }
    .appointments-filter > * {
      margin: 0;
    }
    .appointments-filter select.kw-input {
      max-inline-size: 100%;
    }
    .appointments-bar {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem 1.5rem;
      align-items: baseline;
      margin-block-end: 1rem;
    }
    .appointments-stack > * + * {
      margin-block-start: 1rem;
    }
    .appointments-stack > * + h2 {
      margin-block-start: 2.5rem;
    }
    .appointments-plan,
    .appointments-views {
      display: none;
    }
    @media (min-width: 48rem) {
      .appointments-views {
        display: block;
      }
      .appointments-plan {
        display: block;
        overflow: auto;
        max-block-size: 80vh;
        border: 1px solid var(--kw-line);
        border-radius: 0.25rem;
      }
      .appointments-plan + .appointments-list {
        display: none;
      }
    }
    .appointments-grid {
      display: grid;
      grid-template-columns: 4rem;
      grid-auto-columns: minmax(10rem, 1fr);
      grid-template-rows: auto;
      grid-auto-rows: 0.6rem;
      background: var(--kw-surface-tinted);
    }
    .appointments-grid__desk {
      position: sticky;
      inset-block-start: 0;
      z-index: 2;
      padding: 0.5rem;
      font-weight: 600;
      text-align: center;
      background: var(--kw-surface);
      border-block-end: 1px solid var(--kw-line);
    }
    .appointments-grid__hour {
      position: sticky;
      inset-inline-start: 0;
      z-index: 1;
      padding-inline: 0.5rem;
      font-variant-numeric: tabular-nums;
      line-height: 1.2;
      color: var(--kw-text-muted);
      background: var(--kw-surface);
      border-block-start: 1px solid var(--kw-line);
    }
    .appointments-grid__line {
      border-block-start: 1px solid var(--kw-line);
      pointer-events: none;
    }
    .appointments-grid__open {
      background: var(--kw-surface);
      border-inline: 1px solid var(--kw-line);
    }
    .appointments-grid__open--internal {
      background: repeating-linear-gradient(135deg, var(--kw-surface) 0 0.5rem, var(--kw-surface-accent) 0.5rem 1rem);
    }
    .appointments-grid__booking {
      display: block;
      overflow: hidden;
      margin: 1px 3px;
      padding-inline: 0.4rem;
      font-size: 0.875rem;
      line-height: 1.25;
      text-overflow: ellipsis;
      white-space: nowrap;
      text-decoration: none;
      color: var(--kw-info);
      background: var(--kw-info-tint);
      border-inline-start: 4px solid var(--kw-info-line);
      border-radius: 0.2rem;
    }
    .appointments-grid__booking:hover {
      text-decoration: underline;
    }
    .appointments-grid__booking:focus-visible {
      position: relative;
      z-index: 1;
      outline-offset: -3px;
    }
    .appointments-grid__booking--conflict {
      color: var(--kw-error);
      background: var(--kw-error-tint);
      border-color: var(--kw-error-line);
    }
    .appointments-grid__services {
      display: block;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .appointments-grid__booking strong {
      font-variant-numeric: tabular-nums;
    }
    .appointments-times {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
      padding: 0;
      margin: 0;
      list-style: none;
    }
    .appointments-row-actions {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25rem 1rem;
    }
    .appointments-columns {
      display: grid;
      gap: 2rem;
      grid-template-columns: minmax(0, 1fr);
    }
    .appointments-columns section > h2 {
      margin-block-start: 0;
    }
    .appointments-columns > div > * + * {
      margin-block-start: 1.5rem;
    }
    @media (min-width: 64rem) {
      .appointments-columns {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
    }
    .appointments-desk__where .kw-field {
      margin: 0;
    }
    .appointments-desk__next .kw-button {
      min-block-size: 4.5rem;
      padding-inline: 2rem;
      font-size: 1.375rem;
    }
    .appointments-desk__ticket {
      font-size: 2.5rem;
      font-weight: 700;
      margin: 0;
    }
    .appointments-desk__address {
      display: inline-block;
      min-inline-size: 16rem;
      overflow-wrap: anywhere;
    }
    .appointments-desk__lead {
      margin-block-end: 1.5rem;
    }
  }
`

/** Adds the styles of these pages to the document, once. A style element would not pass the content security policy. */
export function adoptStyles(): void {
  const sheet = styles.styleSheet
  if (sheet && !document.adoptedStyleSheets.includes(sheet)) {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  }
}
