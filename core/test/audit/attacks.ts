import { generateKeyPairSync } from 'node:crypto'
import { signCheckpoint } from '../../src/audit/checkpoint.ts'
import type { Finding } from '../../src/audit/finding.ts'
import { leafHash } from '../../src/audit/merkle.ts'
import { noteSigner } from '../../src/audit/signed-note.ts'
import type { TestLog } from './fixture.ts'
import { swappedTiles } from './swapped-tiles.ts'
import {
  alterEntries,
  endAfter,
  flipTile,
  insertEntry,
  rebuildTree,
  rewriteEntry,
  shift,
  signAgain,
  stranger,
  type Attacked,
} from './tampering.ts'

/** Entries in the log that is attacked; it has checkpoints at 3, 303, 304 and 700. */
export const size = 700

export interface Attack {
  name: string
  run(attacked: Attacked): Promise<unknown>
  found(ids: string[]): Partial<Finding>[]
  second?(kept: string, log: TestLog): string
}

export const attacks: Attack[] = [
  {
    name: 'a flipped byte in an entry',
    run: (attacked) => alterEntries(attacked, "id = '{5}'"),
    found: (ids) => [{ kind: 'changed', part: 'entry', index: 5, id: ids[5]! }],
  },
  {
    name: 'flipped bytes in three entries, two of them neighbours',
    run: (attacked) => alterEntries(attacked, `id in ('{0}', '{1}', '{699}')`),
    found: (ids) => [0, 1, 699].map((index) => ({ kind: 'changed', part: 'entry', index, id: ids[index]! })),
  },
  {
    name: 'a flipped byte in a stored leaf hash',
    run: async ({ rows, ids, flip }) => {
      const [row] = await rows.selectFrom('core_audit_entry').selectAll().where('id', '=', ids[400]!).execute()
      await rows
        .updateTable('core_audit_entry')
        .set({ leafHash: flip(row!.leafHash, 31) })
        .where('id', '=', ids[400]!)
        .execute()
    },
    found: (ids) => [{ kind: 'changed', part: 'leaf-hash', index: 400, id: ids[400]! }],
  },
  {
    name: 'a flipped byte in a tile of leaf hashes',
    run: (attacked) => flipTile(attacked, 0, 1, 32 * 44 + 3),
    found: (ids) => [{ kind: 'changed', part: 'tile', index: 300, id: ids[300]!, tile: 'tile/0/001' }],
  },
  {
    name: 'a flipped byte in a tile higher up',
    run: (attacked) => flipTile(attacked, 1, 0, 32 + 9),
    found: (ids) => [
      {
        kind: 'changed',
        part: 'tile',
        index: 256,
        id: ids[256]!,
        until: { index: 511, id: ids[511]! },
        tile: 'tile/1/000',
      },
    ],
  },
  {
    name: 'a deleted tile',
    run: ({ sql }) => sql('delete from core_audit_tile where level = 0 and number = 1'),
    found: (ids) => [
      {
        kind: 'changed',
        part: 'tile',
        index: 256,
        id: ids[256]!,
        until: { index: 511, id: ids[511]! },
        tile: 'tile/0/001',
      },
    ],
  },
  {
    name: 'a changed id of a row',
    run: ({ sql }) => sql(`update core_audit_entry set id = '${stranger}' where id = '{20}'`),
    found: () => [{ kind: 'changed', part: 'id', index: 20, id: stranger }],
  },
  {
    name: 'a changed id in a tile',
    run: async ({ rows, flip }) => {
      const [tile] = await rows
        .selectFrom('core_audit_tile')
        .selectAll()
        .where('level', '=', 0)
        .where('number', '=', 0)
        .execute()
      await rows
        .updateTable('core_audit_tile')
        .set({ entryIds: flip(tile!.entryIds!, 16 * 7) })
        .where('level', '=', 0)
        .where('number', '=', 0)
        .execute()
    },
    found: (ids) => [{ kind: 'changed', part: 'tile', index: 7, id: ids[7]! }],
  },
  {
    name: 'an entry and another leaf of the tree',
    run: async (attacked) => {
      await alterEntries(attacked, "id = '{310}'")
      await flipTile(attacked, 0, 1, 32 * 60)
    },
    found: (ids) => [
      { kind: 'changed', part: 'entry', index: 310, id: ids[310]! },
      { kind: 'changed', part: 'tile', index: 316, id: ids[316]! },
    ],
  },
  {
    name: 'an entry together with its leaf hash',
    run: (attacked) => rewriteEntry(attacked, 12),
    found: (ids) => [{ kind: 'changed', part: 'entry', index: 12, id: ids[12]! }],
  },
  {
    name: 'an entry together with its leaf hash and the tile of its leaf',
    run: async (attacked) => {
      await rewriteEntry(attacked, 100)
      const { rows } = attacked
      const [tile] = await rows
        .selectFrom('core_audit_tile')
        .selectAll()
        .where('level', '=', 0)
        .where('number', '=', 0)
        .execute()
      const [row] = await rows.selectFrom('core_audit_entry').selectAll().where('logIndex', '=', 100).execute()
      const hashes = Buffer.from(tile!.hashes)
      row!.leafHash.copy(hashes, 3200)
      await rows.updateTable('core_audit_tile').set({ hashes }).where('level', '=', 0).where('number', '=', 0).execute()
    },
    found: (ids) => [{ kind: 'rewritten', index: 3, id: ids[3]!, until: { index: 255, id: ids[255]! } }],
  },
  {
    name: 'an entry together with the whole tree',
    run: async (attacked) => {
      await rewriteEntry(attacked, 303)
      await rebuildTree(attacked)
    },
    found: (ids) => [{ kind: 'rewritten', index: 303, id: ids[303]! }],
  },
  {
    name: 'a deleted row',
    run: ({ sql }) => sql(`delete from core_audit_entry where id = '{42}'`),
    found: (ids) => [{ kind: 'deleted', index: 42, id: ids[42]! }],
  },
  {
    name: 'a deleted row, with those behind it moved up',
    run: async (attacked) => {
      await attacked.sql(`delete from core_audit_entry where id = '{42}'`)
      await shift(attacked, 43, -1)
    },
    found: (ids) => [
      { kind: 'deleted', index: 42, id: ids[42]! },
      { kind: 'reordered', index: 43, id: ids[43]!, foundAt: 42, until: { index: 699, id: ids[699]! } },
    ],
  },
  {
    name: 'an inserted row, with those behind it moved down',
    run: async (attacked) => {
      await shift(attacked, 350, 1)
      await insertEntry(attacked, 350)
    },
    found: (ids) => [
      { kind: 'reordered', index: 350, id: ids[350]!, foundAt: 351, until: { index: 699, id: ids[699]! } },
      { kind: 'inserted', index: 350, id: stranger },
    ],
  },
  {
    name: 'a row inserted at the end',
    run: (attacked) => insertEntry(attacked, size),
    found: () => [{ kind: 'inserted', index: size, id: stranger }],
  },
  {
    name: 'a row inserted in front',
    run: (attacked) => insertEntry(attacked, -1),
    found: () => [{ kind: 'inserted', index: -1, id: stranger }],
  },
  {
    name: 'a row in place of another',
    run: async (attacked) => {
      await attacked.sql(`delete from core_audit_entry where id = '{500}'`)
      await insertEntry(attacked, 500)
    },
    found: (ids) => [
      { kind: 'deleted', index: 500, id: ids[500]! },
      { kind: 'inserted', index: 500, id: stranger },
    ],
  },
  {
    name: 'two swapped rows',
    run: async ({ sql }) => {
      await sql(`update core_audit_entry set log_index = -1 where id = '{8}'`)
      await sql(`update core_audit_entry set log_index = 8 where id = '{600}'`)
      await sql(`update core_audit_entry set log_index = 600 where id = '{8}'`)
    },
    found: (ids) => [
      { kind: 'reordered', index: 8, id: ids[8]!, foundAt: 600 },
      { kind: 'reordered', index: 600, id: ids[600]!, foundAt: 8 },
    ],
  },
  swappedTiles,
  {
    name: 'a row without its place',
    run: ({ sql }) => sql(`update core_audit_entry set log_index = null where id = '{9}'`),
    found: (ids) => [{ kind: 'reordered', index: 9, id: ids[9]!, foundAt: null }],
  },
  {
    name: 'a truncated log',
    run: ({ sql }) => sql('delete from core_audit_entry where log_index >= 650'),
    found: (ids) => [{ kind: 'truncated', index: 650, id: ids[650]!, until: { index: 699, id: ids[699]! } }],
  },
  {
    name: 'a log and its tiles truncated, but not its checkpoint',
    run: async ({ sql }) => {
      await sql('delete from core_audit_entry where log_index >= 512')
      await sql('delete from core_audit_tile where level = 0 and number = 2')
    },
    found: () => [{ kind: 'truncated', index: 512, id: null, until: { index: 699, id: null } }],
  },
  {
    name: 'a log rolled back to an earlier checkpoint',
    run: (attacked) => endAfter(attacked, 304),
    found: () => [{ kind: 'rolled-back', index: 304, id: null, until: { index: 699, id: null } }],
  },
  {
    name: 'a lost checkpoint',
    run: ({ sql }) => sql('delete from core_audit_checkpoint where size = 700'),
    found: (ids) => [{ kind: 'checkpoint-missing', index: 699, id: ids[699]! }],
  },
  {
    name: 'entries that nobody has signed for',
    run: ({ sql }) => sql('delete from core_audit_checkpoint where size > 304'),
    second: () => '',
    found: (ids) => [{ kind: 'unsigned', index: 304, id: ids[304]!, until: { index: 699, id: ids[699]! } }],
  },
  {
    name: 'a history that the kept checkpoint was not signed for',
    run: async () => {},
    second: (_, { options }) =>
      signCheckpoint({ origin: options.key.name, size, root: leafHash('other') }, options.key),
    found: (ids) => [{ kind: 'forked', index: 0, id: ids[0]!, until: { index: 699, id: ids[699]! } }],
  },
  {
    name: 'a kept checkpoint of a size that the database never had',
    run: async () => {},
    second: (_, { options }) =>
      signCheckpoint({ origin: options.key.name, size: 310, root: leafHash('other') }, options.key),
    found: (ids) => [{ kind: 'forked', index: 304, id: ids[304]!, until: { index: 309, id: ids[309]! } }],
  },
  {
    name: 'a whole history forged with the key',
    run: async (attacked) => {
      await rewriteEntry(attacked, 2)
      await rebuildTree(attacked)
      await signAgain(attacked, [3, 303, 304, 700])
    },
    found: (ids) => [{ kind: 'forked', index: 0, id: ids[0]!, until: { index: 699, id: ids[699]! } }],
  },
  {
    name: 'a checkpoint with a wrong signature',
    run: ({ sql }) =>
      sql(
        `update core_audit_checkpoint set note = replace(note, 'portal.example/audit ', 'portal.example/audjt ') where size = 303`,
      ),
    found: (ids) => [{ kind: 'wrong-signature', index: 302, id: ids[302]! }],
  },
  {
    name: 'a last checkpoint signed by a stranger',
    run: async ({ rows }) => {
      const forger = noteSigner('portal.example/audit', generateKeyPairSync('ed25519').privateKey)
      const note = signCheckpoint({ origin: forger.name, size, root: leafHash('x') }, forger)
      await rows.updateTable('core_audit_checkpoint').set({ note }).where('size', '=', size).execute()
    },
    second: () => '',
    found: (ids) => [{ kind: 'wrong-signature', index: 699, id: ids[699]! }],
  },
  {
    name: 'a changed kept checkpoint',
    run: async () => {},
    second: (kept) => kept.replace('\n700\n', '\n600\n'),
    found: (ids) => [{ kind: 'wrong-signature', index: 599, id: ids[599]! }],
  },
  {
    name: 'changed details',
    run: ({ sql }) => sql(`update core_audit_detail set details = '{"name":"Berta"}' where entry_id = '{699}'`),
    found: (ids) => [{ kind: 'details-changed', index: 699, id: ids[699]! }],
  },
  {
    name: 'details for an entry that had none',
    run: ({ sql }) => sql(`update core_audit_detail set entry_id = '{30}' where entry_id = '{699}'`),
    found: (ids) => [{ kind: 'details-changed', index: 30, id: ids[30]! }],
  },
]
