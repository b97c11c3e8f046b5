import type { Attack } from './attacks.ts'

/** Each tile takes the place of the other, with the ids of its entries. */
export const swappedTiles: Attack = {
  name: 'two swapped tiles',
  run: async ({ rows }) => {
    const [one, other] = await rows
      .selectFrom('core_audit_tile')
      .selectAll()
      .where('level', '=', 0)
      .where('number', 'in', [0, 1])
      .orderBy('number')
      .execute()
    for (const [number, { hashes, entryIds }] of [other!, one!].entries()) {
      const place = rows.updateTable('core_audit_tile').set({ hashes, entryIds }).where('level', '=', 0)
      await place.where('number', '=', number).execute()
    }
  },
  found: (ids) =>
    [0, 1].map((tile) => ({
      kind: 'changed',
      part: 'tile',
      index: tile * 256,
      id: ids[tile * 256]!,
      until: { index: tile * 256 + 255, id: ids[tile * 256 + 255]! },
      tile: `tile/0/00${tile}`,
    })),
}
