import t from 'tap'
import { isLocalPath } from '../../src/base/local-path.ts'

t.test('a local path begins with one slash and hides nothing', async (t) => {
  for (const path of ['/', '/konto', '/a/b?c=d#e', '/für-alle', '/a//b', '/?next=//x']) t.ok(isLocalPath(path), path)
})

t.test('whatever a browser could read as another place is none', async (t) => {
  const foreign = ['', 'konto', '//evil.example', '/\\evil.example', '\\/evil.example', 'https://evil.example']
  const hidden = ['javascript:alert(1)', '/a\\b', '/a\nb', '/\t/evil.example', '/a\u0000', ' /konto', '/a\u0085b']
  for (const path of [...foreign, ...hidden]) t.notOk(isLocalPath(path), JSON.stringify(path))
})
