import t from 'tap'
import { safeReturnPath } from '../../src/auth/return-path.ts'

t.test('after a login people stay on this portal', async (t) => {
  t.equal(safeReturnPath('/antrag/sperrgut?seite=2'), '/antrag/sperrgut?seite=2')
  const foreign = [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/a\nb',
    '\t//e.example',
    '',
  ]
  for (const path of foreign) t.equal(safeReturnPath(path), '/', JSON.stringify(path))
  t.equal(safeReturnPath(undefined, '/staff'), '/staff')
  t.equal(safeReturnPath(`/${'a'.repeat(3000)}`), '/')
})
