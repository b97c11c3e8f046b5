import { readFile } from 'node:fs/promises'
import { keyFiles } from '../../audit/key.ts'
import { service } from '../../base/reference.ts'

/** The public key that the portal's audit log is checked with. */
export interface LogKey {
  publicKey(): Promise<string>
}

export const logKey = service<LogKey>('core.log-key@1')

export const createLogKey = (dataFolder: string): LogKey => ({
  publicKey: () => readFile(keyFiles(dataFolder).publicKey, 'utf8'),
})
