import type { Readable } from 'node:stream'

/** What a scanner found; `unscannable` when it refuses the file itself, e.g. as too large. */
export type Verdict =
  { kind: 'clean' } | { kind: 'infected'; finding: string } | { kind: 'unscannable'; reason: string }

/** Looks for malware in a file. */
export interface Scanner {
  /** What it is called in the log, without passwords. */
  name: string
  /** Rejects when it cannot say, e.g. because it is down; it is then asked again. Never says `clean` in doubt. */
  scan(content: Readable): Promise<Verdict>
}
