import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createFile, readIfThere } from '../base/durable-file.ts'
import { auditErrors } from './errors.ts'
import { noteSigner, parseVerifierKey } from './signed-note.ts'
import type { NoteSigner } from './signed-note.ts'

/** Where the keys of the log lie in the data folder. */
export const keyFiles = (dataFolder: string) => ({
  privateKey: join(dataFolder, 'audit', 'key.pem'),
  publicKey: join(dataFolder, 'audit', 'key.pub'),
})

/**
 * The key that signs this log; its name is the origin of the log. It is made at the first start, under `origin` (a URL
 * without scheme, e.g. `portal.example.org/audit`); afterwards the log keeps the name it was born with, whatever is
 * asked for. Throws `audit.key-lost`, `audit.key-exposed` and `audit.key-invalid`.
 */
export async function loadOrCreateKey(dataFolder: string, origin: string): Promise<NoteSigner> {
  const files = keyFiles(dataFolder)
  const name = await originOf(files.publicKey)
  if (name !== null && (await readIfThere(files.privateKey)) === null) {
    throw auditErrors.keyLost({ file: files.privateKey })
  }
  if (name === null) await createFile(files.privateKey, newPrivateKey(), 0o600)
  const signer = await signerFrom(files.privateKey, name ?? origin)
  if (name === null) await createFile(files.publicKey, `${signer.verifierKey}\n`)

  const published = await readIfThere(files.publicKey)
  if (published?.trim() !== signer.verifierKey) throw auditErrors.keyInvalid({ name: signer.name })
  return signer
}

/** The public key of the log in the form `name+key id+base64`, or null when the log has none yet. */
export async function readPublicKey(dataFolder: string): Promise<string | null> {
  return (await readIfThere(keyFiles(dataFolder).publicKey))?.trim() ?? null
}

async function originOf(publicKeyFile: string): Promise<string | null> {
  const verifierKey = await readIfThere(publicKeyFile)
  return verifierKey === null ? null : parseVerifierKey(verifierKey).name
}

function newPrivateKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
}

async function signerFrom(file: string, name: string): Promise<NoteSigner> {
  const { mode } = await stat(file)
  // Windows has no such modes and reports 0666 for every file.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw auditErrors.keyExposed({ file })
  const pem = await readIfThere(file)
  try {
    return noteSigner(name, createPrivateKey(pem!))
  } catch (cause) {
    throw auditErrors.keyInvalid({ name }, { cause })
  }
}
