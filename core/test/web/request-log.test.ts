import t from 'tap'
import { pino } from 'pino'
import { logOfRequest } from '../../src/web/request-log.ts'

t.test('each line names the request; a request that says nothing costs no logger', async (t) => {
  const lines: object[] = []
  const log = pino({ base: null, level: 'debug', timestamp: false }, { write: (line) => lines.push(JSON.parse(line)) })
  let made = 0
  const counting = Object.assign(Object.create(log) as typeof log, {
    child(names: object) {
      made += 1
      return log.child(names)
    },
  })
  const ofRequest = logOfRequest(counting, { reqId: 'a' })
  t.equal(made, 0)
  ofRequest.info({ code: 'x' }, 'refused')
  ofRequest.debug('%s', 'more')
  ofRequest.trace('not heard')
  ofRequest.child({ part: 'b' }).warn('deeper')
  t.equal(made, 1)
  t.equal(ofRequest.level, 'debug')
  t.same(lines, [
    { level: 30, reqId: 'a', code: 'x', msg: 'refused' },
    { level: 20, reqId: 'a', msg: 'more' },
    { level: 40, reqId: 'a', part: 'b', msg: 'deeper' },
  ])
})
