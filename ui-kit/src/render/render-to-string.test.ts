import { html, nothing, svg } from 'lit'
import { classMap } from 'lit/directives/class-map.js'
import { ifDefined } from 'lit/directives/if-defined.js'
import { repeat } from 'lit/directives/repeat.js'
import t from 'tap'
import { renderToString } from './render-to-string.ts'
import { t as text, withWording } from '../text.ts'

// Under another name, because the formatter would rewrite the markup that is tested here.
const markup = html

const nasty = `<b a="1" c='2'>&</b>`
const safe = '&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;&lt;/b&gt;'

t.test('content is escaped', async (t) => {
  t.equal(renderToString(markup`<p>${nasty}</p>`), `<p>${safe}</p>`)
  t.equal(renderToString(markup`<p>a${1}b${true}c${0}</p>`), '<p>a1btruec0</p>')
  t.equal(renderToString(markup`<p>${nothing}${null}${undefined}</p>`), '<p></p>')
})

t.test('attributes are quoted and escaped, however they are written', async (t) => {
  t.equal(renderToString(markup`<p title=${nasty}></p>`), `<p title="${safe}"></p>`)
  t.equal(renderToString(markup`<p title="${nasty}"></p>`), `<p title="${safe}"></p>`)
  t.equal(renderToString(markup`<p title='${nasty}'></p>`), `<p title="${safe}"></p>`)
  t.equal(renderToString(markup`<p id="a-${1}-b${2}" class="x">${3}</p>`), '<p id="a-1-b2" class="x">3</p>')
  t.equal(renderToString(markup`<a href=/a/${1}/b>x</a>`), '<a href="/a/1/b">x</a>')
  t.equal(renderToString(markup`<input value=${'a'} />`), '<input value="a" />')
  t.equal(renderToString(markup`<input value=${'a'}/>`), '<input value="a"/>')
})

t.test('an attribute that is nothing is left out', async (t) => {
  t.equal(renderToString(markup`<p title=${nothing}>x</p>`), '<p >x</p>')
  t.equal(renderToString(markup`<p title="a ${nothing} b">x</p>`), '<p >x</p>')
  t.equal(renderToString(markup`<p title=${ifDefined(undefined)}>x</p>`), '<p >x</p>')
  t.equal(renderToString(markup`<p title=${undefined}>x</p>`), '<p title="">x</p>')
})

t.test('boolean attributes, properties and listeners', async (t) => {
  t.equal(renderToString(markup`<input ?required=${true} ?disabled=${false} />`), '<input required  />')
  t.equal(renderToString(markup`<input .value=${'"'} .checked=${true} />`), '<input value="&quot;" checked />')
  t.equal(renderToString(markup`<button @click=${() => 1}>x</button>`), '<button >x</button>')
})

t.test('title and textarea take text, script and style refuse values', async (t) => {
  t.equal(renderToString(markup`<title>${'</title>'} x</title>${1}`), '<title>&lt;/title&gt; x</title>1')
  t.equal(renderToString(markup`<textarea name=${'a'}>${'<'}</textarea>`), '<textarea name="a">&lt;</textarea>')
  t.throws(() => renderToString(markup`<script>${'alert(1)'}</script>`), /inside script or style/)
  t.throws(() => renderToString(markup`<style>${'a'}</style>`), /inside script or style/)
  t.throws(() => renderToString(markup`<p ${'onclick=alert(1)'}></p>`), /whole attributes/)
})

t.test('comments keep their values to themselves', async (t) => {
  t.equal(renderToString(markup`<!-- ${'-->'} --><p>${'x'}</p>`), '<!--  --><p>x</p>')
})

t.test('templates nest, lists and other iterables are joined', async (t) => {
  const item = (name: string) => markup`<li>${name}</li>`
  t.equal(renderToString(markup`<ul>${['a', 'b'].map(item)}</ul>`), '<ul><li>a</li><li>b</li></ul>')
  t.equal(renderToString(markup`<ul>${new Set(['a'])}</ul>`), '<ul>a</ul>')
  t.equal(renderToString(markup`<svg>${svg`<path d=${'M0'} />`}</svg>`), '<svg><path d="M0" /></svg>')
})

t.test('directives run once', async (t) => {
  t.equal(renderToString(markup`<p class=${classMap({ a: true, b: false })}></p>`), '<p class=" a "></p>')
  t.equal(renderToString(markup`${repeat([1, 2], (n) => markup`<i>${n}</i>`)}`), '<i>1</i><i>2</i>')
})

t.test('messages are put into words in the language of the rendering', async (t) => {
  const template = markup`<p title=${text('x')}>${text('x', { name: '<' })}</p>`
  const words = () => 'Hallo {name}'
  t.equal(
    withWording({ locale: 'de', words }, () => renderToString(template)),
    '<p title="Hallo {name}">Hallo &lt;</p>',
  )
})

t.test('a promise is refused, so that no page shows [object Promise]', async (t) => {
  t.throws(() => renderToString(markup`${Promise.resolve('x') as never}`), /promise/)
})
