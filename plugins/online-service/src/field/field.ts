import type { FileType } from '@kreiswerk/core'
import type { Condition } from '../service/condition.ts'
import type { Wording } from '../service/wording.ts'

/** What an answer is needed for; shown to the citizen and listed in the record of processing (DSGVO Art. 5 (1) b, Art. 30). */
export type Purpose = 'decision' | 'execution' | 'contact' | 'delivery'

/** What a login at the needed trust level tells about the person. */
export type IdentityAttribute = 'familyName' | 'givenNames' | 'dateOfBirth' | 'email' | 'address'

interface Asked {
  readonly label: Wording
  readonly hint?: Wording
  readonly purpose: Purpose
  /** Left open without complaint. Everything else must be answered. */
  readonly optional?: boolean
  /** Asked only when this holds; an answer to a question that is not asked counts as not given. */
  readonly when?: Condition
  /** What browsers may fill in, after the HTML standard's autofill names. */
  readonly autocomplete?: string
  /** Filled in from the login where it knows the answer. */
  readonly prefill?: IdentityAttribute
}

export interface Option {
  readonly value: string
  readonly label: Wording
  readonly hint?: Wording
}

export interface TextField extends Asked {
  readonly kind: 'text' | 'longText'
  readonly minLength?: number
  /** In characters; 200 for one line and 4,000 for several unless told. */
  readonly maxLength?: number
}

export interface ContactField extends Asked {
  readonly kind: 'email' | 'tel'
}

export interface NumberField extends Asked {
  /** A whole number. */
  readonly kind: 'number'
  readonly minimum?: number
  readonly maximum?: number
  /** What is counted, shown behind the field. */
  readonly unit?: Wording
}

/** A day: fixed as `YYYY-MM-DD`, or so many days from the day of filling in. */
export type DayRule = string | { readonly days: number }

export interface DateField extends Asked {
  readonly kind: 'date'
  readonly earliest?: DayRule
  readonly latest?: DayRule
  /** Weekdays that can be chosen, 1 Monday to 7 Sunday. */
  readonly weekdays?: readonly number[]
}

export interface ChoiceField extends Asked {
  readonly kind: 'choice' | 'choices'
  readonly options: readonly Option[]
}

export interface YesNoField extends Asked {
  readonly kind: 'yesNo'
}

export interface AddressField extends Asked {
  readonly kind: 'address'
  /** Postal codes served; all when absent. */
  readonly postalCodes?: readonly string[]
}

export interface Address {
  street: string
  houseNumber: string
  postalCode: string
  city: string
}

export interface ListField extends Asked {
  readonly kind: 'list'
  /** What one row is called, e.g. "Gegenstand". */
  readonly row: Wording
  readonly fields: Readonly<Record<string, Field>>
  readonly min: number
  readonly max: number
}

/** Documents to attach. Stands outside of lists. */
export interface FileField extends Asked {
  readonly kind: 'file'
  /** What may come, by content and ending alike. */
  readonly accept: readonly FileType[]
  /** The largest file: 10 unless told. */
  readonly maxMebibytes?: number
  /** One unless told. */
  readonly maxFiles?: number
}

/** A file as it stands in the answers; its content lies apart and is opened only once it has been checked. */
export interface AttachedFile {
  id: string
  name: string
  mediaType: string
  bytes: number
}

/** A kind that another plugin contributes, named `<plugin>.<kind>`. */
export interface ContributedField extends Asked {
  readonly kind: `${string}.${string}`
  readonly settings?: unknown
  /** Left out where the plugin is missing; otherwise the portal does not start without it. */
  readonly ifInstalled?: boolean
}

export type Field =
  | TextField
  | ContactField
  | NumberField
  | DateField
  | ChoiceField
  | YesNoField
  | AddressField
  | ListField
  | FileField
  | ContributedField

export type Fields = Readonly<Record<string, Field>>

/** Answers by field name, as they are stored: strings, numbers, booleans, lists of rows. */
export type Answers = Record<string, unknown>

type OptionOf<F> = F extends { options: readonly { value: infer V }[] } ? V : string

type ValueOf<F> = F extends { kind: 'number' }
  ? number
  : F extends { kind: 'yesNo' }
    ? boolean
    : F extends { kind: 'choice' }
      ? OptionOf<F>
      : F extends { kind: 'choices' }
        ? OptionOf<F>[]
        : F extends { kind: 'address' }
          ? Address
          : F extends { kind: 'file' }
            ? AttachedFile[]
            : F extends { kind: 'list'; fields: infer G extends Fields }
              ? ({ id: string } & AnswersOf<G>)[]
              : F extends { kind: 'text' | 'longText' | 'email' | 'tel' | 'date' }
                ? string
                : unknown

type MayBeOpen<F> = F extends { optional: true } | { when: Condition } ? true : false

/** The type of complete, checked answers to these fields. */
export type AnswersOf<Fs extends Fields> = {
  -readonly [K in keyof Fs as MayBeOpen<Fs[K]> extends true ? never : K]: ValueOf<Fs[K]>
} & { -readonly [K in keyof Fs as MayBeOpen<Fs[K]> extends true ? K : never]?: ValueOf<Fs[K]> }
