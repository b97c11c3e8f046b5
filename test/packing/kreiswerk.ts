import { execFile } from 'node:child_process'
import { cleanEnvironment } from '../portal-process.ts'

/** What an installed command printed, and the status it ended with. */
export interface Ended {
  status: number
  stdout: string
  stderr: string
}

/** Runs a command in a deployment as its operator would, to its end. */
export const kreiswerk = (folder: string, ...words: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const args = ['node_modules/.bin/kreiswerk', ...words]
    execFile(process.execPath, args, { cwd: folder, env: cleanEnvironment() }, (error, stdout, stderr) =>
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
  })
