import { checkpointFile } from '../../audit/kept-checkpoint.ts'
import { readPublicKey } from '../../audit/key.ts'
import { formatFinding } from '../../audit/report.ts'
import { entities } from '../../audit/tables.ts'
import { verifyLog } from '../../audit/verify.ts'
import { openDatabase } from '../../storage/database.ts'
import { checkSqlite } from '../../storage/sqlite-copy.ts'
import { errors } from './errors.ts'
import type { Manifest } from './manifest.ts'

/**
 * Checks a copied database: the file fits together, and its audit log is intact and goes on from the checkpoint that was
 * copied with it. Throws `storage.database-damaged` or `backup.log-broken`.
 */
export async function checkCopy(database: string, dataFolder: string): Promise<Manifest['audit']> {
  checkSqlite(database)
  const publicKey = await readPublicKey(dataFolder)
  if (publicKey === null) return null
  const secondCheckpoint = await checkpointFile(dataFolder).read()
  const opened = await openDatabase({ url: `sqlite:${database}`, entities })
  try {
    const { ok, size, root, findings, more } = await verifyLog(opened.em(), { publicKey, secondCheckpoint })
    const [first] = findings
    if (!ok || root === null) {
      const words = first === undefined ? 'nothing could be read' : formatFinding(first)
      throw errors.logBroken({ findings: findings.length + more, first: words })
    }
    return { size, root: root.toString('base64') }
  } finally {
    await opened.close()
  }
}
