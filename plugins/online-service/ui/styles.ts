import { css } from 'lit'

const styles = css`
  @layer plugin {
    .online-service-filter {
      display: flex;
      flex-wrap: wrap;
      gap: 1rem;
      align-items: end;
      margin-block-end: 1.5rem;
    }
    .online-service-filter .kw-field {
      margin: 0;
    }
    .online-service-case {
      display: grid;
      gap: 2rem;
      grid-template-columns: minmax(0, 1fr);
    }
    .online-service-case > div > * + *,
    .online-service-case form + form {
      margin-block-start: 2rem;
    }
    @media (min-width: 64rem) {
      .online-service-case {
        grid-template-columns: minmax(0, 3fr) minmax(20rem, 2fr);
      }
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
