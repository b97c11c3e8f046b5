import type { PluginContext, Problem, WritingContext } from '@kreiswerk/core'
import { fieldTypes } from '../contract.ts'
import type { Service } from '../service/defineService.ts'
import type { Answers, ContributedField } from './field.ts'
import type { CurrentAnswer, FieldType, FiledCase, FormAnswer, LiveAnswers, ReadingContext } from './fieldType.ts'
import { answerOf } from './group.ts'

type Contributed = Pick<PluginContext, 'contributions'>

/** The form of a person for a service, as other plugins know it. */
export const formReference = (service: string, accountId: string): string =>
  `online-service/form/${service}/${accountId}`

/** A case, as other plugins know it. */
export const caseReference = (id: string): string => `online-service/case/${id}`

/** How the buttons of a control begin that only show something else: nothing is checked then. */
export const showButton = 'show:'

interface LiveField {
  name: string
  field: ContributedField
  live: LiveAnswers
}

const typesOf = (context: Contributed): ReadonlyMap<string, FieldType> =>
  new Map(context.contributions(fieldTypes).map((type) => [type.kind, type]))

/** The fields of these names whose answers others can take away. */
export function liveFields(context: Contributed, { fields }: Service, names: readonly string[]): LiveField[] {
  const types = typesOf(context)
  return names.flatMap((name) => {
    const field = fields[name]
    const live = field && types.get(field.kind)?.live
    return live === undefined ? [] : [{ name, field: field as ContributedField, live }]
  })
}

const answerTo = ({ name, field }: LiveField, service: Service, answers: Answers, accountId: string): FormAnswer => ({
  name,
  field,
  value: answerOf(answers, name),
  reference: formReference(service.id, accountId),
  accountId,
})

/** A person's form: what is asked in it so far, and what was answered. */
export interface LiveForm {
  service: Service
  answers: Answers
  accountId: string
  names: readonly string[]
}

/** What the controls of a page need to know, by field. */
export async function loadLive(
  context: ReadingContext & Contributed,
  { service, answers, accountId, names }: LiveForm,
  { show, locale }: { show: Readonly<Record<string, string>>; locale: string },
): Promise<Map<string, unknown>> {
  const loaded = new Map<string, unknown>()
  for (const one of liveFields(context, service, names)) {
    const answer = answerTo(one, service, answers, accountId)
    loaded.set(one.name, await one.live.load(context, { ...answer, show: show[one.name], locale }))
  }
  return loaded
}

/** The fields whose answers somebody else has taken meanwhile. */
export async function lostAnswers(
  context: ReadingContext & Contributed,
  { service, answers, accountId, names }: LiveForm,
): Promise<string[]> {
  const lost: string[] = []
  for (const one of liveFields(context, service, names)) {
    const answer = answerTo(one, service, answers, accountId)
    if (answer.value !== undefined && !(await one.live.stands(context, answer))) lost.push(one.name)
  }
  return lost
}

const at = (name: string, problems: readonly Problem[]) =>
  problems.map((problem) => ({ ...problem, pointer: `/${name}${problem.pointer}` }))

/** Keeps what was chosen on a page for its form; says what could not be had. */
export async function reserveAnswers(
  context: WritingContext,
  { service, answers, accountId, names }: LiveForm,
  locale: string,
): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const one of liveFields(context, service, names)) {
    const answer = answerTo(one, service, answers, accountId)
    if (answer.value !== undefined)
      problems.push(...at(one.name, await one.live.reserve(context, { ...answer, locale })))
  }
  return problems
}

/** Makes the answers firm with which a case is filed; says which could not be had. */
export async function confirmAnswers(
  context: WritingContext,
  { service, answers, accountId, names }: LiveForm,
  filed: FiledCase,
): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const one of liveFields(context, service, names)) {
    const answer = answerTo(one, service, answers, accountId)
    if (answer.value !== undefined)
      problems.push(...at(one.name, await one.live.confirm(context, { ...answer, filed })))
  }
  return problems
}

/** Gives back whatever any plugin keeps for a form or a case. */
export async function releaseAnswers(context: WritingContext, reference: string): Promise<void> {
  for (const { live } of context.contributions(fieldTypes)) await live?.release(context, reference)
}

/** How the answers of a case stand now, by whatever plugin keeps them. */
export async function currentAnswers(
  context: ReadingContext & Contributed,
  caseId: string,
  { locale, audience }: { locale: string; audience: 'applicant' | 'others' },
): Promise<CurrentAnswer[]> {
  const asked = { reference: caseReference(caseId), locale, audience }
  const found: CurrentAnswer[] = []
  for (const { live } of context.contributions(fieldTypes)) found.push(...((await live?.current(context, asked)) ?? []))
  return found
}
