import t from 'tap'
import type { Test } from 'tap'
import { eachDatabase } from '@kreiswerk/core/testing/databases'
import type { TestPortal } from '@kreiswerk/core/testing'
import { createPayingPortal, pay, place, registerDog } from './portal.ts'
import {
  attach,
  beginCollection,
  checkPath,
  goToCheck,
  itemsPath,
  malware,
  photo,
  removals,
  sofa,
  testScanner,
} from './photos.ts'

interface FileInCase {
  id: string
  name: string
  state: string
}

interface Row {
  id: string
  blob: string
  case_id: string | null
}

/** A portal with a scanner, for one citizen after the other. */
async function openOffice(t: Test, database?: string) {
  const scan = testScanner()
  const portal = await createPayingPortal(database, { deployment: { scan } })
  t.teardown(() => portal.close())
  const all = (): Promise<Row[]> =>
    portal.database.em().execute('select id, blob, case_id from online_service_file order by at, id')
  return async function enter() {
    const before = new Set((await all()).map(({ id }) => id))
    const stored = async () => (await all()).filter(({ id }) => !before.has(id))
    return { portal, scan, citizen: await portal.as('citizen'), stored }
  }
}

const clerkOf = (portal: TestPortal, unit: string) => portal.as({ realm: 'staff', role: 'clerk', unit })

await eachDatabase(t, 'files of an application', async (t, _open, { url }) => {
  const enter = await openOffice(t, url)

  await t.test('files are attached, checked, removed and filed without JavaScript', async (t) => {
    const { portal, citizen, stored } = await enter()
    const two = await attach(citizen, await beginCollection(citizen), photo('sofa.png'), photo('treppe.png'))
    t.equal(two.status, 200)
    t.match(two.text, /sofa\.png \(1\d\d Byte\) wird geprüft/)
    t.match(two.text, 'treppe.png')
    t.match(two.html, /value="sofa" selected/, 'what was chosen besides stays')

    await portal.settle()
    const checked = await citizen.open(itemsPath)
    t.match(checked.text, /sofa\.png \(\d+ Byte\) geprüft/)
    const [, second] = removals(checked)
    const one = await citizen.send(checked, { photos: second! })
    t.notMatch(one.text, 'treppe.png')
    t.equal((await stored()).length, 1)

    const check = await goToCheck(citizen, one)
    t.match(check.text, 'sofa.png')
    t.notMatch(check.text, 'noch geprüft')
    const filed = await citizen.send(check, { confirmed: 'true' })
    const receipt = await pay(portal, citizen, filed)
    const id = filed.url.split('/').at(-1)!
    const [file] = await stored()
    t.match(file, { case_id: id })
    const own = `/api/online-service/my-cases/${id}/files/${file!.id}`
    t.match(receipt.html, `href="${own}"`)
    const download = await citizen.call('GET', own)
    t.match(download, {
      status: 200,
      headers: {
        'content-type': 'image/png',
        'content-disposition': 'attachment; filename="sofa.png"',
        'content-security-policy': /sandbox/,
        'x-content-type-options': 'nosniff',
      },
    })
    t.match(String(download.body), 'sofa.png', 'with what was sent in it')

    const staffPath = `/api/online-service/cases/${id}`
    const clerk = await clerkOf(portal, 'stadt/fb70/')
    t.match(await clerk.get(staffPath), {
      files: [{ id: file!.id, field: 'photos', name: 'sofa.png', state: 'checked' }],
    })
    t.match(await clerk.call('GET', `${staffPath}/files/${file!.id}`), {
      status: 200,
      headers: { 'content-disposition': /^attachment/, 'content-security-policy': /sandbox/ },
    })
    const elsewhere = await clerkOf(portal, 'stadt/fb32/')
    t.match(await elsewhere.call('GET', `${staffPath}/files/${file!.id}`), { status: 403 })
    const other = await portal.as({ realm: 'citizen', name: 'Andere Person' })
    t.match(await other.call('GET', own), { status: 404 })
    const dog = await registerDog(citizen)
    t.match(
      await citizen.call('GET', `/api/online-service/my-cases/${dog}/files/${file!.id}`),
      { status: 404 },
      'not of that case',
    )
  })

  await t.test('two uploads at once both arrive, and nothing is left that no draft names', async (t) => {
    const { portal, citizen, stored } = await enter()
    const begun = await attach(citizen, await beginCollection(citizen), photo('alt.png'))
    await Promise.all([attach(citizen, begun, photo('eins.png')), attach(citizen, begun, photo('zwei.png'))])
    const page = await citizen.open(itemsPath)
    t.equal(removals(page).length, 3)
    t.equal((await stored()).length, 3)

    await portal.database.em().execute('update online_service_draft set expires_at = updated_at')
    await attach(citizen, begun, photo('neu.png'))
    t.equal((await stored()).length, 1, 'what lay with the draft that had expired is gone')
  })

  await t.test('files go with their draft, at once or when its time is over', async (t) => {
    const { portal, citizen, stored } = await enter()
    const begin = async () => attach(citizen, await beginCollection(citizen), photo('sofa.png'))
    const gone = async (hash: string) => {
      await portal.settle()
      return [await stored(), await portal.runtime.blobs.has(hash)]
    }
    await begin()
    const [discarded] = await stored()
    t.ok(await portal.runtime.blobs.has(discarded!.blob))
    t.match(await citizen.call('POST', '/api/online-service/services/sperrgut/draft'), { status: 200 })
    t.same(await gone(discarded!.blob), [[], false])

    await begin()
    const [forgotten] = await stored()
    portal.clock.now = new Date(portal.clock.now.getTime() + 31 * 86_400_000)
    t.same(await gone(forgotten!.blob), [[], false])
  })
})

const enter = await openOffice(t)

t.test('what is wrong with a file is said in words, and what is right is kept', async (t) => {
  const { citizen } = await enter()
  const begun = await beginCollection(citizen)
  const pdf = { fileName: 'plan.pdf', bytes: Buffer.from('%PDF-1.7\n%%EOF\n') }
  const wrongKind = await attach(citizen, begun, photo('sofa.png'), pdf)
  t.equal(wrongKind.status, 400)
  t.match(
    wrongKind.text,
    'Die Datei „plan.pdf“ bei „Fotos vom Sperrgut“ hat nicht das richtige Format. Möglich sind: JPG, PNG, WEBP',
  )
  t.match(wrongKind.html, 'href="#field-photos"', 'the summary leads to the field')
  t.match(wrongKind.html, /value="sofa" selected/)
  const disguised = await attach(citizen, begun, photo('sofa.jpg'))
  t.match(disguised.text, 'ist in Wirklichkeit eine PNG-Datei')
  const large = { fileName: 'gross.png', bytes: Buffer.concat([photo('gross.png').bytes, Buffer.alloc(10_500_000)]) }
  t.match((await attach(citizen, begun, large)).text, 'zu groß. Höchstens 10 MB sind möglich.')
  const many = ['a.png', 'b.png', 'c.png', 'd.png'].map((name) => photo(name))
  const tooMany = await attach(citizen, begun, ...many)
  t.equal(tooMany.status, 400)
  t.match(tooMany.text, 'Bei „Fotos vom Sperrgut“ können Sie höchstens 3 Dateien anhängen.')
  t.same(removals(tooMany), [], 'none of them is attached by chance')

  const hundreds = Array.from({ length: 21 }, (_, number) => photo(`${number}.png`))
  t.match(
    (await attach(citizen, begun, ...hundreds)).text,
    'Das sind zu viele Dateien auf einmal. Höchstens 20 sind möglich.',
  )
  const three = await attach(citizen, begun, ...many.slice(1))
  t.match(three.text, 'Mehr als 3 Dateien sind nicht möglich. Sie können eine entfernen und eine andere hochladen.')
  t.notMatch(three.html, 'type="file"', 'there is nothing more to choose')
  const english = await citizen.open(`${itemsPath}?sprache=en`)
  t.match(english.text, 'More than 3 files are not possible.')
  t.match(english.text, 'being checked')
})

t.test('files are kept when something else on the page is wrong', async (t) => {
  const { citizen } = await enter()
  const begun = await beginCollection(citizen)
  const wrong = await citizen.send(begun, {
    'items[0][item]': 'sofa',
    'items[0][pieces]': '',
    photos: photo('sofa.png'),
  })
  t.equal(wrong.status, 400)
  t.match(wrong.text, 'Füllen Sie „Anzahl“ aus.')
  t.match(wrong.text, 'sofa.png')
  t.equal(removals(await citizen.open(itemsPath)).length, 1, 'nobody has to choose them twice')
})

t.test('what was typed comes back after each upload, also what makes no sense', async (t) => {
  const { citizen } = await enter()
  const begun = await beginCollection(citizen)
  const typed = { 'items[0][item]': 'other', 'items[0][pieces]': 'viele' }
  const page = await citizen.send(begun, { ...typed, photos: [photo('sofa.png'), 'attach'] })
  t.equal(page.status, 200)
  t.match(page.html, /value="other" selected/)
  t.match(page.html, 'value="viele"')
  const removed = await citizen.send(page, { photos: removals(page)[0]! })
  t.match(removed.html, 'value="viele"')
})

t.test('a rejected file has to go before anything is filed', async (t) => {
  const { portal, citizen } = await enter()
  const page = await attach(citizen, await beginCollection(citizen), photo('sofa.png'), photo('boese.png', malware))
  await goToCheck(citizen, page)
  await portal.settle()
  const sent = await citizen.open(checkPath)
  t.equal(sent.url, itemsPath, 'the way to send it leads back to the file')
  t.match(sent.text, /boese\.png \(\d+ Byte\) Die Datei ist nicht sicher oder konnte nicht geprüft werden/)
  const going = await citizen.send(sent, sofa)
  t.equal(going.status, 400)
  t.match(going.text, 'Die Datei „boese.png“ wurde zurückgewiesen. Entfernen Sie sie bitte.')
  const answer = await citizen.call('POST', '/api/online-service/services/sperrgut/applications', { confirmed: true })
  t.match(answer, { status: 400, body: { problems: [{ pointer: '/photos', code: 'file-rejected' }] } })
  const removed = await citizen.send(going, { photos: removals(going)[1]! })
  t.match((await goToCheck(citizen, removed)).url, checkPath)
})

t.test(
  'a file that is still being checked holds nothing up, and stays shut until it is known to be clean',
  async (t) => {
    const { portal, scan, citizen } = await enter()
    scan.isDown = true
    const page = await attach(citizen, await beginCollection(citizen), photo('sofa.png'), photo('boese.png', malware))
    await portal.settle()
    const check = await goToCheck(citizen, page)
    t.match(check.text, 'Eine Datei wird noch geprüft. Sie können den Antrag trotzdem absenden.')
    const filed = await citizen.send(check, { confirmed: 'true' })
    await pay(portal, citizen, filed)
    const path = `/api/online-service/cases/${filed.url.split('/').at(-1)}`
    const clerk = await clerkOf(portal, 'stadt/fb70/')
    const { files } = await clerk.get<{ files: FileInCase[] }>(path)
    t.match(files, [{ state: 'checking' }, { state: 'checking' }])
    const open = (index: number) => clerk.call('GET', `${path}/files/${files[index]!.id}`)
    t.match(await open(0), { body: { code: 'storage.blob-quarantined' } })

    scan.isDown = false
    portal.clock.now = new Date(portal.clock.now.getTime() + 600_000)
    await portal.settle()
    t.match(await clerk.get(path), { files: [{ state: 'checked' }, { state: 'rejected' }] })
    t.match(await open(0), { status: 200 })
    t.match(await open(1), { body: { code: 'storage.blob-infected' } })
    const told = await citizen.open(filed.url)
    t.match(told.text, 'Eine Datei wurde zurückgewiesen')
    t.match(told.text, 'Ihr Antrag wird ohne sie bearbeitet')
  },
)

t.test('only a file that came with the request is one, and only the own draft can be changed', async (t) => {
  const { portal, citizen, stored } = await enter()
  await attach(citizen, await beginCollection(citizen), photo('sofa.png'))
  const [file] = await stored()
  const other = await portal.as({ realm: 'citizen', name: 'Andere Person' })
  await other.submit('/dienste/sperrgut/antrag/abholort', place)
  const draft = '/api/online-service/services/sperrgut/draft/gegenstaende'
  const items = [{ item: 'sofa', pieces: 1 }]
  const forged = { id: file!.id, name: 'sofa.png', mediaType: 'image/png', bytes: 1 }
  await other.call('POST', draft, { items, photos: [forged] })
  t.notMatch((await other.open(itemsPath)).text, 'sofa.png', 'naming it makes it nobody’s')
  await other.call('POST', draft, { items, photos: [`remove:${file!.id}`] })
  t.same((await stored()).length, 1)
  t.match((await citizen.open(itemsPath)).text, 'sofa.png')
})

t.test('files under hostile names and addresses are refused, and nothing breaks', async (t) => {
  const { citizen, stored } = await enter()
  const begun = await beginCollection(citizen)
  const attacks = [
    ...['photos[0][x]', 'photos[__proto__]', '__proto__[photos]', 'constructor', 'items[0][item]', '_csrf'].map(
      (name) => ({
        [name]: photo('a.png'),
      }),
    ),
    ...['{"service":{"toString":1},"page":[]}', '{"service":"__proto__","page":"constructor"}', '[', 'null'].map(
      (params) => ({
        _params: params,
        photos: photo('a.png'),
      }),
    ),
  ]
  for (const fields of attacks) {
    const { status } = await citizen.send(begun, fields)
    t.ok(status >= 400 && status < 500, `${JSON.stringify(Object.keys(fields))} answers ${status}`)
  }
  t.same(await stored(), [])
})

t.test('who attached and removed how much stands in the audit log, without names of files', async (t) => {
  const { portal, citizen } = await enter()
  const page = await attach(citizen, await beginCollection(citizen), photo('sofa.png'))
  await citizen.send(page, { photos: removals(page)[0]! })
  const entries = await portal.database.em().execute<{ entry: string }[]>('select entry from core_audit_entry')
  const lines = entries
    .map(({ entry }) => String(entry))
    .filter((entry) => entry.includes('online-service.saveDraftPage'))
  t.ok(lines.length >= 3, 'each of them has a line')
  t.notMatch(lines.join(''), 'sofa')
})
