import fc from 'fast-check'
import t from 'tap'
import { consistencyProof, inclusionProof, leafHash, rootOf } from '../../src/audit/merkle.ts'
import {
  edgePlaces,
  edgeRoot,
  fullTiles,
  growTiles,
  parseTilePath,
  partialWidth,
  tilePath,
  widthOf,
  type Edge,
} from '../../src/audit/tile.ts'
import {
  consistencyProofFromTiles,
  inclusionProofFromTiles,
  rootFromTiles,
  type ReadTiles,
} from '../../src/audit/tile-tree.ts'

const leavesOf = (size: number) => Array.from({ length: size }, (_, index) => leafHash(`entry ${index}`))

/** A tree that grew in batches of these sizes. */
function grow(batches: number[]) {
  const leaves = leavesOf(batches.reduce((sum, batch) => sum + batch, 0))
  const tiles = new Map<string, Buffer>()
  let edge: Edge = []
  let size = 0
  for (const batch of batches) {
    const grown = growTiles(size, edge, leaves.slice(size, size + batch))
    for (const tile of grown.tiles) tiles.set(tilePath(tile), tile.hashes)
    edge = grown.edge
    size += batch
  }
  const read: ReadTiles = async (places) =>
    new Map(
      places.flatMap((place) => (tiles.has(tilePath(place)) ? [[tilePath(place), tiles.get(tilePath(place))!]] : [])),
    )
  return { leaves, tiles, edge, size, read }
}

t.test('paths group the number by three digits', async (t) => {
  t.equal(tilePath({ level: 0, number: 1234067 }), 'tile/0/x001/x234/067')
  t.equal(tilePath({ level: 0, number: 0 }), 'tile/0/000')
  t.equal(tilePath({ level: 1, number: 1000 }, 17), 'tile/1/x001/000.p/17')
  t.strictSame(parseTilePath('tile/1/x001/000.p/17'), { level: 1, number: 1000, width: 17 })
  for (const wrong of [
    'tile/0/0',
    'tile/0/x000/001',
    'tile/64/000',
    'tile/00/000',
    'tile/0/000.p/256',
    'tile/0/000.p/0',
    'tile/0/000.p/07',
  ]) {
    t.equal(parseTilePath(wrong), null, wrong)
  }
})

t.test('every path is read back', async () => {
  fc.assert(
    fc.property(fc.nat(63), fc.nat({ max: 2 ** 40 }), fc.integer({ min: 1, max: 256 }), (level, number, width) => {
      const place = parseTilePath(tilePath({ level, number }, width))
      return place?.level === level && place.number === number && place.width === width
    }),
  )
})

t.test('a tree of 70,000 has the tiles the specification counts', async (t) => {
  t.equal(fullTiles(0, 70_000), 273)
  t.equal(partialWidth(0, 70_000), 112)
  t.equal(fullTiles(1, 70_000), 1)
  t.equal(partialWidth(1, 70_000), 17)
  t.strictSame(edgePlaces(70_000).at(-1), { level: 2, number: 0, width: 1 })
  t.strictSame(edgePlaces(256), [
    { level: 0, number: 1, width: 0 },
    { level: 1, number: 0, width: 1 },
  ])

  const { tiles, leaves, edge } = grow([30_000, 40_000])
  t.equal([...tiles].filter(([path]) => path.startsWith('tile/0/')).length, 274)
  t.equal(widthOf(tiles.get('tile/0/273')!), 112)
  t.equal(widthOf(tiles.get('tile/1/001')!), 17)
  t.equal(widthOf(tiles.get('tile/2/000')!), 1)
  t.ok(edgeRoot(edge).equals(rootOf(leaves)))
})

t.test('tiles give the roots and proofs of the whole tree, however it grew', async () => {
  const growths = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(growths, fc.nat(), fc.nat(), async (batches, pick, other) => {
      const { leaves, edge, size, read } = grow(batches)
      const index = pick % size
      const first = (other % size) + 1
      const same = (a: Buffer[], b: Buffer[]) => Buffer.concat(a).equals(Buffer.concat(b))
      return (
        edgeRoot(edge).equals(rootOf(leaves)) &&
        (await rootFromTiles(first, read)).equals(rootOf(leaves.slice(0, first))) &&
        same(await inclusionProofFromTiles(index, size, read), inclusionProof(leaves, index)) &&
        same(await consistencyProofFromTiles(first, size, read), consistencyProof(leaves, first))
      )
    }),
    { numRuns: 60 },
  )
})

t.test('a missing tile is an error with a name, not a wrong root', async (t) => {
  const { read, tiles } = grow([300])
  tiles.delete('tile/0/001')
  await t.rejects(rootFromTiles(300, read), { code: 'audit.log-damaged', params: { what: 'tile/0/001' } })
})
