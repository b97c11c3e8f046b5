import { t } from '@kreiswerk/ui-kit'
import type { TagKind } from '@kreiswerk/ui-kit'
import type { FileView } from '../file/fileView.ts'

interface HasStage {
  stage: string
  outcome: string | null
}

/** How far a case is, in words: its outcome once there is one. */
export const stageText = ({ stage, outcome }: HasStage) => t(`stage.${outcome ?? stage}`)

export function stageKind({ stage, outcome }: HasStage): TagKind {
  if (outcome === 'granted') return 'success'
  if (outcome === 'refused') return 'error'
  if (outcome === 'withdrawn') return 'neutral'
  return stage === 'awaiting-payment' ? 'warning' : 'info'
}

/** What the scanner says about a file, in words; nothing where there is no scanner. */
export const fileStateText = ({ state }: Pick<FileView, 'state'>) => t(`file.${state}`)

const fileStateKinds = { stored: 'neutral', checking: 'info', checked: 'success', rejected: 'error' } as const

export const fileStateKind = ({ state }: Pick<FileView, 'state'>): TagKind => fileStateKinds[state]
