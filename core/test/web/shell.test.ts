import t from 'tap'
import { KeptShells, Shell, marks } from '../../src/web/shell-openings.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { boardPlugin } from './board-plugin.ts'

const openings = { title: 'T', token: '1', body: '<p>B</p>' }

t.test('a shell is filled at all of its openings, and rendered once per key', async (t) => {
  const shells = new KeptShells()
  let rendered = 0
  const render = () => {
    rendered += 1
    return new Shell(`<title>${marks.title}</title><a t=${marks.token}>${marks.body}<b t=${marks.token}>ä`)
  }
  for (const token of ['1', '2']) {
    const page = shells.of('one', render).around({ ...openings, token })
    t.equal(page.toString(), `<title>T</title><a t=${token}><p>B</p><b t=${token}>ä`)
  }
  shells.of('other', render)
  t.equal(rendered, 2)
})

t.test('visitors share a shell, but no token, no language and no address', async (t) => {
  const portal = await createTestPortal({ plugins: [boardPlugin(t)()] })
  t.teardown(() => portal.close())
  const visit = async (url: string, language = 'de') => {
    const { body } = await portal.app.inject({ url, headers: { 'accept-language': language } })
    return { body, token: /name="kw-csrf" content="([^"]+)"/.exec(body)?.[1] ?? '' }
  }
  const [one, two] = [await visit('/'), await visit('/')]
  t.ok(one.token.length > 20 && two.token.length > 20)
  t.not(one.token, two.token)
  t.equal(one.body.replaceAll(one.token, ''), two.body.replaceAll(two.token, ''))
  t.match((await visit('/', 'en')).body, /<html lang="en"/)
  t.match((await visit('/?from=mail')).body, /from=mail/, 'the other languages lead to the same address')
  t.notMatch((await visit('/')).body, /from=mail/)
})
