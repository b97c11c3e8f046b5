import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import t from 'tap'

const server = import.meta.resolve('../../src/testing/postgres.ts')

// It keeps no process alive, and yet a process with nothing else to do sees it stop. The wait lets the connection to it go idle.
const program = `
  const { startPostgres } = await import('${server}')
  const server = await startPostgres()
  await server.createDatabase('any')
  await new Promise((resolve) => setTimeout(resolve, 50))
  await server.stop()
  console.log('stopped')
`

t.test('a process that only waits for its server to stop goes on after it', async (t) => {
  const node = [...process.execArgv, '--input-type=module', '--eval', program]
  for (let run = 0; run < 3; run++) {
    const { stdout } = await promisify(execFile)(process.execPath, node)
    t.equal(stdout, 'stopped\n')
  }
})
