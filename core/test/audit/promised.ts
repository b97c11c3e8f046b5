/** What an operator is promised that the verifier finds, each with the attacks that try it. */
export const promised: Readonly<Record<string, readonly string[]>> = {
  flip: [
    'a flipped byte in an entry',
    'a flipped byte in a stored leaf hash',
    'a flipped byte in a tile of leaf hashes',
  ],
  delete: ['a deleted row', 'a deleted row, with those behind it moved up', 'a deleted tile'],
  insert: ['an inserted row, with those behind it moved down', 'a row inserted at the end', 'a row inserted in front'],
  reorder: ['two swapped rows', 'a row without its place'],
  truncate: ['a truncated log', 'a log and its tiles truncated, but not its checkpoint'],
  'swap tiles': ['two swapped tiles'],
  'roll back the database': ['a log rolled back to an earlier checkpoint'],
  'fork the log': ['a history that the kept checkpoint was not signed for', 'a whole history forged with the key'],
}
