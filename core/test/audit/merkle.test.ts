import fc from 'fast-check'
import t from 'tap'
import { Frontier } from '../../src/audit/frontier.ts'
import {
  consistencyProof,
  emptyRoot,
  inclusionProof,
  leafHash,
  rootOf,
  subtreesOf,
  type Hash,
} from '../../src/audit/merkle.ts'
import { verifyConsistency, verifyInclusion } from '../../src/audit/proof.ts'

// The reference tree of Certificate Transparency: eight inputs, one root for each size.
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const leaves = inputs.map((hex) => leafHash(Buffer.from(hex, 'hex')))

const inclusions = [
  {
    index: 0,
    size: 8,
    proof: [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    index: 5,
    size: 8,
    proof: [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      roots[4]!,
    ],
  },
  { index: 2, size: 3, proof: [roots[2]!] },
  {
    index: 1,
    size: 5,
    proof: [
      roots[1]!,
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
]
const consistencies = [
  { first: 1, second: 1, proof: [] },
  { first: 1, second: 8, proof: inclusions[0]!.proof },
  {
    first: 6,
    second: 8,
    proof: [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      roots[4]!,
    ],
  },
  {
    first: 2,
    second: 5,
    proof: [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
]

const hex = (hashes: Hash[]) => hashes.map((hash) => hash.toString('hex'))
const bytes = (hex: string) => Buffer.from(hex, 'hex')
const tree = (size: number) => Array.from({ length: size }, (_, index) => leafHash(`entry ${index}`))
const flip = (hash: Hash) => Buffer.from(hash.map((byte, at) => (at === 7 ? byte ^ 1 : byte)))

t.test('the roots are those of the reference tree', async (t) => {
  t.equal(emptyRoot.toString('hex'), roots[0])
  for (const [size, root] of roots.entries()) t.equal(rootOf(leaves.slice(0, size)).toString('hex'), root)
})

t.test('a growing frontier has the same roots', async (t) => {
  const frontier = new Frontier()
  for (const [index, leaf] of leaves.entries()) {
    frontier.push(leaf)
    t.equal(frontier.root().toString('hex'), roots[index + 1])
  }
})

t.test('the inclusion proofs are those of the reference tree', async (t) => {
  for (const { index, size, proof } of inclusions) {
    t.strictSame(hex(inclusionProof(leaves.slice(0, size), index)), proof)
    const claim = { leaf: leaves[index]!, index, size, proof: proof.map(bytes), root: bytes(roots[size]!) }
    t.ok(verifyInclusion(claim))
  }
})

t.test('the consistency proofs are those of the reference tree', async (t) => {
  for (const { first, second, proof } of consistencies) {
    t.strictSame(hex(consistencyProof(leaves.slice(0, second), first)), proof)
    const ends = { firstRoot: bytes(roots[first]!), secondRoot: bytes(roots[second]!) }
    t.ok(verifyConsistency({ first, second, proof: proof.map(bytes), ...ends }))
  }
})

t.test('every entry of every tree is proven, and by no other proof, place, size or root', async () => {
  const trees = fc
    .integer({ min: 1, max: 600 })
    .chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1), fc.nat()))
  fc.assert(
    fc.property(trees, ([size, index, pick]) => {
      const all = tree(size)
      const claim = { leaf: all[index]!, index, size, proof: inclusionProof(all, index), root: rootOf(all) }
      const broken = claim.proof.map((hash, at) => (at === pick % claim.proof.length ? flip(hash) : hash))
      return (
        verifyInclusion(claim) &&
        !verifyInclusion({ ...claim, leaf: flip(claim.leaf) }) &&
        !verifyInclusion({ ...claim, root: flip(claim.root) }) &&
        !verifyInclusion({ ...claim, index: (index + 1) % (size + 1) }) &&
        !verifyInclusion({ ...claim, proof: [...claim.proof, claim.leaf] }) &&
        (size === 1 || !verifyInclusion({ ...claim, proof: broken })) &&
        (size === 1 || !verifyInclusion({ ...claim, proof: claim.proof.slice(1) })) &&
        !verifyInclusion({ ...claim, index: size }) &&
        !verifyInclusion({ ...claim, index: -1 })
      )
    }),
    { numRuns: 150 },
  )
})

t.test('every tree is proven to continue each of its beginnings, and nothing else', async () => {
  const pairs = fc
    .integer({ min: 2, max: 600 })
    .chain((second) => fc.tuple(fc.integer({ min: 1, max: second - 1 }), fc.constant(second), fc.nat()))
  fc.assert(
    fc.property(pairs, ([first, second, pick]) => {
      const all = tree(second)
      const proof = consistencyProof(all, first)
      const claim = { first, second, proof, firstRoot: rootOf(all.slice(0, first)), secondRoot: rootOf(all) }
      const broken = proof.map((hash, at) => (at === pick % proof.length ? flip(hash) : hash))
      return (
        verifyConsistency(claim) &&
        !verifyConsistency({ ...claim, firstRoot: flip(claim.firstRoot) }) &&
        !verifyConsistency({ ...claim, secondRoot: flip(claim.secondRoot) }) &&
        !verifyConsistency({ ...claim, proof: broken }) &&
        !verifyConsistency({ ...claim, proof: [] }) &&
        !verifyConsistency({ ...claim, proof: [...proof, claim.firstRoot] }) &&
        !verifyConsistency({ ...claim, first: second, second: first })
      )
    }),
    { numRuns: 150 },
  )
})

t.test('the empty tree is the beginning of every tree, without proof', async (t) => {
  const claim = { first: 0, second: 8, firstRoot: emptyRoot, secondRoot: bytes(roots[8]!), proof: [] }
  t.ok(verifyConsistency(claim))
  t.notOk(verifyConsistency({ ...claim, firstRoot: bytes(roots[1]!) }))
  t.notOk(verifyConsistency({ ...claim, proof: [emptyRoot] }))
})

t.test('subtrees cover a range without gap', async (t) => {
  t.strictSame(subtreesOf({ start: 0, end: 7 }), [
    { height: 2, position: 0 },
    { height: 1, position: 2 },
    { height: 0, position: 6 },
  ])
  t.strictSame(subtreesOf({ start: 0, end: 2 ** 40 }), [{ height: 40, position: 0 }])
})
