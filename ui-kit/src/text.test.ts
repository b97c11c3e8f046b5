import t from 'tap'
import { formatDate } from './format.ts'
import { t as text, withWording } from './text.ts'

const german = {
  locale: 'de',
  words: (key: string, owner?: string) =>
    ({ hello: 'Hallo {name}', 'feedback/hello': 'Guten Tag {name}' })[owner ? `${owner}/${key}` : key],
}

t.test('a message is put into words where it is rendered', async (t) => {
  const message = text('hello', { name: 'Anna' })
  t.equal(
    withWording(german, () => String(message)),
    'Hallo Anna',
  )
  t.equal(String(message), 'hello', 'without words its key shows')
  t.equal(
    withWording(german, () => JSON.stringify({ message })),
    '{"message":"Hallo Anna"}',
  )
})

t.test('a message may speak in the words of a certain plugin', async (t) => {
  t.equal(
    withWording(german, () => String(text('hello', { name: 'Anna' }).ownedBy('feedback'))),
    'Guten Tag Anna',
  )
  t.equal(
    withWording(german, () => String(formatDate('2027-05-03').ownedBy('feedback'))),
    '3. Mai 2027',
  )
})

t.test('placeholders without a value stay as they are', async (t) => {
  t.equal(
    withWording(german, () => String(text('hello'))),
    'Hallo {name}',
  )
})
