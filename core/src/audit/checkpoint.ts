import { hashLength } from './merkle.ts'
import type { Hash } from './merkle.ts'
import { openNote, signNote } from './signed-note.ts'
import type { NoteSigner, NoteVerifier } from './signed-note.ts'

/** What the log held at one moment: `size` entries under `root`. */
export interface Checkpoint {
  /** Name of the log, a URL without scheme. */
  origin: string
  size: number
  root: Hash
}

/** The text that is signed: origin, decimal size, base64 root, one line each (C2SP tlog-checkpoint). */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`
}

/** Null when the text is not a checkpoint. Lines after the root are passed over, as the format demands. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const match = /^([^\n]+)\n(0|[1-9]\d*)\n([A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*$/.exec(text)
  if (match === null) return null
  const root = Buffer.from(match[3]!, 'base64')
  const size = Number(match[2])
  return root.length === hashLength && Number.isSafeInteger(size) ? { origin: match[1]!, size, root } : null
}

export function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner): string {
  return signNote(formatCheckpoint(checkpoint), signer)
}

/** A checkpoint that this key has signed for its own log, or why the note must not be believed. */
export function openCheckpoint(
  note: string,
  verifier: NoteVerifier,
): Checkpoint | { problem: 'malformed' | 'unknown-key' | 'wrong-signature' } {
  const opened = openNote(note, [verifier])
  if ('problem' in opened) return opened
  const checkpoint = parseCheckpoint(opened.text)
  return checkpoint === null || checkpoint.origin !== verifier.name ? { problem: 'malformed' } : checkpoint
}
