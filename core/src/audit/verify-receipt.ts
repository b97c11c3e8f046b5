#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { verifyReceipt } from './receipt.ts'
import { say } from './words.ts'
import type { Locale } from './words.ts'

/**
 * `kreiswerk-verify-receipt receipt.txt --key key.pub [--checkpoint checkpoint] [--locale de]`
 *
 * Checks a receipt offline. Ends with 0 when it is valid, 1 when it is not, 2 when it could not be checked.
 */
function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { key: { type: 'string' }, checkpoint: { type: 'string' }, locale: { type: 'string', default: 'en' } },
  })
  const locale: Locale = values.locale === 'de' ? 'de' : 'en'
  const [receipt] = positionals
  if (receipt === undefined || values.key === undefined) {
    console.error('kreiswerk-verify-receipt <receipt> --key <key.pub> [--checkpoint <checkpoint>] [--locale de|en]')
    return 2
  }
  const verdict = verifyReceipt(readFileSync(receipt, 'utf8'), {
    publicKey: readFileSync(values.key, 'utf8'),
    checkpoint: values.checkpoint && readFileSync(values.checkpoint, 'utf8'),
    locale,
  })
  if (!verdict.valid) {
    console.error(verdict.sentence)
    return 1
  }
  const { entry, index, size, details } = verdict
  console.log(
    say('audit.receipt.valid', { index, size, at: entry.at, action: entry.action, object: entry.object }, locale),
  )
  if (details !== null) console.log(JSON.stringify(details, null, 2))
  return 0
}

try {
  process.exitCode = main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
