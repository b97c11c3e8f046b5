import t from 'tap'
import { fieldKinds } from '../src/field/context.ts'
import { lintService } from '../src/service/lintService.ts'
import { meldebescheinigung, sperrgut } from '../src/services/index.ts'

const kinds = fieldKinds()

t.test('the services of this package have no flaws', async (t) => {
  t.same(lintService(sperrgut({ unit: 'aachen/e18/' }), kinds), [])
  t.same(lintService(sperrgut({ unit: 'aachen/e18/', leadDays: 6, basicFee: 0, postalCodes: ['52062'] }), kinds), [])
  t.same(lintService(meldebescheinigung({ unit: 'aachen/fb12/', authority: 'Stadt Aachen' }), kinds), [])
})
