import t from 'tap'
import { html } from 'lit'
import { renderToString } from '@kreiswerk/ui-kit/render'
import { textContent } from '../../src/portal/legal/markdown.ts'

const shown = (markdown: string) =>
  renderToString(html`${textContent(markdown)}`)
    .replace(/<!--.*?-->/gs, '')
    .replace(/>\s+</g, '><')
    .trim()

t.test('headings, paragraphs, lists, links and emphasis', async (t) => {
  t.equal(shown('# One\n\n## Two\n\n### Three'), '<h1>One</h1><h2>Two</h2><h3>Three</h3>')
  t.equal(shown('A **strong** and *soft* word'), '<p>A <strong>strong</strong> and <em>soft</em> word</p>')
  t.equal(shown('- one\n- two'), '<ul><li>one</li><li>two</li></ul>')
  t.equal(shown('1. one\n2. two'), '<ol><li>one</li><li>two</li></ol>')
  t.equal(shown('[Write](mailto:a@example.org)'), '<p><a href="mailto:a@example.org">Write</a></p>')
})

t.test('characters of HTML are shown as they were typed', async (t) => {
  t.equal(shown('a < b & c > "d" \'e\' &amp;'), '<p>a &lt; b &amp; c &gt; &quot;d&quot; &#39;e&#39; &amp;</p>')
})

t.test('HTML in a text is shown, never run', async (t) => {
  for (const text of [
    '<script>alert(1)</script>',
    'a <img src=x onerror=alert(1)> b',
    '`<b>x</b>`',
    '    <b>x</b>',
    '> <b>x</b>',
  ]) {
    t.notMatch(shown(text), /<(script|img|b)\b/, text)
    t.match(shown(text), '&lt;')
  }
})

t.test('links lead to the web, a mailbox, a telephone or this portal', async (t) => {
  for (const address of ['https://aachen.de', 'tel:+49241', '/konto', '#top'])
    t.match(shown(`[x](${address})`), `href="${address}"`)
  for (const address of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    '//evil.example',
    'vbscript:x',
  ]) {
    t.match(shown(`[x](${address})`), 'href="#"', address)
  }
})
