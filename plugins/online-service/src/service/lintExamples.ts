import { isError } from '@kreiswerk/core'
import type { FieldKinds } from '../field/kind.ts'
import type { Service } from './defineService.ts'
import { feeOf } from './fee.ts'
import { validate } from './form.ts'
import type { Report } from './lintService.ts'

/** Fills in the form with each example of the definition: the answers must pass, and cost what the author says. */
export function lintExamples(service: Service, kinds: FieldKinds, report: Report): void {
  if (service.examples.length === 0) report('example-missing', 'examples', 'At least one complete application')
  for (const example of service.examples) {
    const at = `examples.${example.name}`
    const context = { kinds, today: example.on, newRowId: () => 'row' }
    const problems = validate(service, example.answers, context)
    for (const problem of problems) report('example-invalid', at, `${problem.pointer}: ${problem.code}`)
    if (problems.length > 0) continue
    try {
      const { amount } = feeOf(service, example.answers)
      if (amount !== example.fee) report('fee-unexpected', at, `It costs ${amount} cents instead of ${example.fee}`)
    } catch (error) {
      if (!isError(error, 'online-service.fee-not-an-amount')) throw error
      report('fee-not-an-amount', at, 'The fee is not a whole number of cents')
    }
  }
}
