import type { TrustLevel } from '@kreiswerk/core'
import type { Answers, AnswersOf, Fields } from '../field/field.ts'
import type { Wording } from './wording.ts'

export interface Page<Name extends string = string> {
  /** Part of the page's address. */
  readonly id: string
  readonly title: Wording
  readonly intro?: Wording
  readonly fields: readonly Name[]
}

/** One line of a fee. */
export interface FeeItem {
  readonly label: Wording
  /** A line of quantity 0 is left out. */
  readonly quantity: number
  /** For one, in integer euro cents. */
  readonly unitAmount: number
}

/** What a decision produces. */
export interface Output<A = Answers> {
  readonly id: string
  readonly kind: 'certificate'
  readonly title: Wording
  /** What the certificate says about the checked answers. Written in German, the official language (§ 23 VwVfG). */
  compose(answers: A): CertificateText
}

export interface CertificateText {
  readonly title: string
  /** Paragraphs before the table. */
  readonly body: readonly string[]
  readonly table: readonly { readonly label: string; readonly value: string }[]
  /** Paragraphs after the table, e.g. legal basis and use. */
  readonly closing?: readonly string[]
}

/** How long things are kept, as ISO 8601 durations from the last activity (draft) or the decision. */
export interface Retention {
  readonly draft: string
  readonly granted: string
  readonly refused: string
}

/** Complete answers that must pass the checks, and the fee they cost: documentation and self-test of a definition. */
export interface Example<A = Answers> {
  readonly name: string
  /** The day of filling in, `YYYY-MM-DD`. */
  readonly on: string
  readonly answers: A
  /** In integer euro cents. */
  readonly fee: number
}

interface Described<Name extends string> {
  /** Part of addresses, unique in a portal, e.g. `sperrgut`. */
  readonly id: string
  /** Semantic version; a case keeps the version it was filed under. */
  readonly version: string
  readonly title: Wording
  /** One sentence for the list of services. */
  readonly summary: Wording
  /** What to have at hand, line by line. */
  readonly needs?: readonly Wording[]
  /** How long it usually takes from receipt to decision. */
  readonly duration?: Wording
  /** The responsible organisation unit as a materialised path, e.g. `aachen/fb12/`. */
  readonly unit: string
  /** How surely the citizen must be known (eIDAS Art. 8). */
  readonly trust: TrustLevel
  readonly legalBasis: readonly string[]
  /** Key in the federal catalogue of services, 14 digits. */
  readonly leika?: string
  readonly pages: readonly Page<Name>[]
  readonly retention: Retention
}

/** What `defineService` takes: the answers' type follows from `fields` and reaches fee, outputs and examples. */
export interface ServiceDefinition<Fs extends Fields> extends Described<NoInfer<keyof Fs & string>> {
  readonly fields: Fs
  /** The price of complete, checked answers; no lines: free of charge. Pure. */
  readonly fee?: (answers: AnswersOf<NoInfer<Fs>>) => readonly FeeItem[]
  readonly outputs?: readonly Output<AnswersOf<NoInfer<Fs>>>[]
  readonly examples: readonly Example<AnswersOf<NoInfer<Fs>>>[]
}

/** A service as the rest of the house sees it. */
export interface Service extends Described<string> {
  readonly kind: 'online-service'
  readonly generation: 1
  readonly fields: Fields
  readonly fee: (answers: Answers) => readonly FeeItem[]
  readonly outputs: readonly Output[]
  readonly examples: readonly Example[]
}

/**
 * Declares an online service once. Forms, checks, API, fee, check-your-answers, work-list and certificate follow from it.
 * @example
 * defineService({ id: 'hund', version: '1.0.0', …, fields: { name: { kind: 'text', label: { de: 'Name' }, purpose: 'decision' } },
 *   pages: [{ id: 'hund', title: { de: 'Ihr Hund' }, fields: ['name'] }] })
 */
export function defineService<const Fs extends Fields>(definition: ServiceDefinition<Fs>): Service {
  return {
    ...definition,
    kind: 'online-service',
    generation: 1,
    fee: (definition.fee ?? (() => [])) as Service['fee'],
    outputs: (definition.outputs ?? []) as readonly Output[],
    examples: definition.examples as readonly Example[],
  }
}
