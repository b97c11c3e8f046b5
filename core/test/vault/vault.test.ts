import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { fixedMasterKeys, newMasterKey } from '../../src/vault/master-keys.ts'
import {
  blindIndex,
  destroyKeys,
  openVault,
  rewrapKeys,
  settlePortalKey,
  subjectOfAddress,
} from '../../src/vault/vault.ts'
import { Diary, diary, openDiary, raw, read, write } from './diary.ts'
import { sealRow } from '../../src/vault/vault.ts'

const [anna, bert] = [randomUUID(), randomUUID()]
const line = (page: number, authorId: string, text: string, people: string[] | null = null) => ({
  id: randomUUID(),
  authorId,
  page,
  text,
  people,
})

eachDatabase(t, 'whatever is sealed comes back, and does not lie in the table', async (t, open) => {
  const database = await openDiary(open)
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 4 }), fc.array(fc.string()), async (text, people) => {
      const written = line(1, anna, text, people)
      await unitOfWork(database, async (em) => {
        await diary(em).deleteFrom('diary').execute()
        await write(em, written)
      })
      t.same(await read(database.em()), [written])
      t.notOk(JSON.stringify(await raw(database.em())).includes(JSON.stringify(text)))
    }),
    { numRuns: 10 },
  )
})

eachDatabase(t, 'a value in another row, column or order is damaged, never somebody else’s', async (t, open) => {
  const database = await openDiary(open)
  await unitOfWork(database, async (em) => {
    await write(em, line(1, anna, 'from Anna', ['x']))
    await write(em, line(2, anna, 'also from Anna', ['y']))
  })
  t.equal((await read(database.em())).length, 2, 'both have been opened where they belong')
  const [one, two] = await raw(database.em())
  const put = (values: object) =>
    unitOfWork(database, (em) => diary(em).updateTable('diary').set(values).where('id', '=', one!.id).execute())
  await put({ text: two!.text })
  await t.rejects(read(database.em()), { code: 'vault.damaged' }, 'moved from another row')
  await put({ text: one!.people })
  await t.rejects(read(database.em()), { code: 'vault.damaged' }, 'moved from another column')
  await put({ text: 'in the clear' })
  await t.rejects(read(database.em()), { code: 'vault.damaged' }, 'written past the vault')
  await put({ text: one!.text })
  t.match(await read(database.em()), [{ text: 'from Anna' }, { text: 'also from Anna' }])
})

eachDatabase(t, 'an update seals what it sets and leaves the rest', async (t, open) => {
  const database = await openDiary(open)
  const written = line(1, anna, 'first', ['Bert'])
  await unitOfWork(database, (em) => write(em, written))
  await unitOfWork(database, async (em) =>
    diary(em)
      .updateTable('diary')
      .set(await sealRow(em, Diary, { id: written.id, authorId: anna, text: 'second' }))
      .where('id', '=', written.id)
      .execute(),
  )
  t.same(await read(database.em()), [{ ...written, text: 'second' }])
})

eachDatabase(
  t,
  'after its key is destroyed nothing of a subject opens; everybody else keeps everything',
  async (t, open) => {
    const database = await openDiary(open)
    const second = await openDiary(open)
    await unitOfWork(database, async (em) => {
      await write(em, line(1, anna, 'from Anna'))
      await write(em, line(2, bert, 'from Bert'))
    })
    t.match(await read(database.em()), [{ text: 'from Anna' }, { text: 'from Bert' }])
    await unitOfWork(database, (em) => destroyKeys(em, [anna]))
    for (const process of [database, second]) {
      t.match(await read(process.em()), [{ text: null }, { text: 'from Bert' }])
    }
    await unitOfWork(database, (em) => write(em, line(3, anna, 'a new beginning')))
    t.match(await read(second.em()), [{ text: null }, { text: 'from Bert' }, { text: 'a new beginning' }])
  },
)

eachDatabase(t, 'a key that a unit of work made or destroyed counts only if it commits', async (t, open) => {
  const database = await openDiary(open)
  const failing = (work: Parameters<typeof unitOfWork<void>>[1]) =>
    t.rejects(
      unitOfWork(database, async (em) => {
        await work(em)
        throw new Error('no')
      }),
      /no/,
    )
  await failing(async (em) => void (await write(em, line(1, anna, 'never'))))
  await unitOfWork(database, (em) => write(em, line(2, anna, 'kept')))
  await failing((em) => destroyKeys(em, [anna]))
  t.match(await read(database.em()), [{ text: 'kept' }])
})

eachDatabase(t, 'a missing key that nobody destroyed is a loss, not an erasure', async (t, open) => {
  const database = await openDiary(open)
  const other = await openDiary(open)
  await unitOfWork(database, (em) => write(em, line(1, anna, 'from Anna')))
  await unitOfWork(database, (em) => em.getKysely<{ core_data_key: object }>().deleteFrom('core_data_key').execute())
  await t.rejects(read(other.em()), { code: 'vault.key-lost' })
})

eachDatabase(t, 'a first value is sealed only where its key can be kept', async (t, open) => {
  const database = await openDiary(open)
  await t.rejects(sealRow(database.em(), Diary, line(1, anna, 'lost')), { code: 'vault.not-writing' })
})

eachDatabase(t, 'a new master key re-wraps the data keys; old values, new values and indexes stay', async (t, open) => {
  const database = await openDiary(open)
  const [old, fresh] = [newMasterKey(), newMasterKey()]
  openVault(database, fixedMasterKeys([old]))
  const place = { table: 'diary', column: 'text' }
  const before = await unitOfWork(database, async (em) => {
    await write(em, line(1, anna, 'before'))
    return blindIndex(em, place, 'Anna')
  })
  const sealedBefore = await raw(database.em())

  openVault(database, fixedMasterKeys([fresh, old]))
  await unitOfWork(database, (em) => write(em, line(2, bert, 'between')))
  t.equal(await unitOfWork(database, (em) => rewrapKeys(em, 100)), 2)
  t.equal(await unitOfWork(database, (em) => rewrapKeys(em, 100)), 0)

  openVault(database, fixedMasterKeys([fresh]))
  await unitOfWork(database, (em) => write(em, line(3, anna, 'after')))
  t.match(await read(database.em()), [{ text: 'before' }, { text: 'between' }, { text: 'after' }])
  t.same((await raw(database.em()))[0], sealedBefore[0], 'ciphertexts are not touched')
  t.equal(await blindIndex(database.em(), place, 'Anna'), before)

  openVault(database, fixedMasterKeys([old]))
  await t.rejects(read(database.em()), { code: 'vault.master-key-unknown' })
})

eachDatabase(t, 'a blind index finds a value within its column and tells nothing elsewhere', async (t, open) => {
  const database = await openDiary(open)
  const [text, people] = [
    { table: 'diary', column: 'text' },
    { table: 'diary', column: 'people' },
  ]
  const index = await unitOfWork(database, (em) => blindIndex(em, text, 'Anna'))
  t.equal(await blindIndex(database.em(), text, 'Anna'), index)
  t.not(await blindIndex(database.em(), people, 'Anna'), index)
  t.not(await blindIndex(database.em(), text, 'Berta'), index)
})

eachDatabase(t, 'on a portal that has written nothing yet, what is read counts later on, too', async (t, open) => {
  const database = await openDiary(open)
  const masters = fixedMasterKeys([newMasterKey()])
  const place = { table: 'diary', column: 'text' }
  openVault(database, masters)
  await settlePortalKey(database)
  const before = await blindIndex(database.em(), place, 'Anna')
  openVault(database, masters)
  await settlePortalKey(database)
  await unitOfWork(database, (em) => write(em, line(1, anna, 'first')))
  t.equal(await blindIndex(database.em(), place, 'Anna'), before)
})

eachDatabase(t, 'an address stands for one subject however it is written', async (t, open) => {
  const database = await openDiary(open)
  const subject = await unitOfWork(database, (em) => subjectOfAddress(em, 'Anna@example.org'))
  t.match(subject, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
  t.equal(await subjectOfAddress(database.em(), ' anna@EXAMPLE.org'), subject)
})
