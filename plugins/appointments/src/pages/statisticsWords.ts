import { formatNumber, t } from '@kreiswerk/ui-kit'
import type { Readable } from '@kreiswerk/ui-kit'
import type { Measured } from '../statistics/statistics.ts'

/** Seconds as minutes, short ones to a tenth. */
export const minutesOf = (seconds: number | null): number | null =>
  seconds === null ? null : seconds < 600 ? Math.round(seconds / 6) / 10 : Math.round(seconds / 60)

export const numberText = (value: number | null): Readable =>
  value === null ? t('statistics.few') : formatNumber(value)

export const minutesText = ({ count }: Measured, seconds: number | null): Readable => {
  const minutes = minutesOf(seconds)
  if (minutes !== null) return formatNumber(minutes)
  return count === 0 ? '–' : t('statistics.few')
}

/** Half and nine of ten, in a sentence. */
export const durationText = ({ count, median, ninetieth }: Measured): Readable => {
  if (median === null || ninetieth === null) return t(count === 0 ? 'statistics.none' : 'statistics.few')
  return t('statistics.duration', {
    median: formatNumber(minutesOf(median)!),
    ninetieth: formatNumber(minutesOf(ninetieth)!),
  })
}

export const percentText = (percent: number | null, base?: number | null): Readable => {
  if (percent === null) return base === 0 ? '–' : t('statistics.few')
  return formatNumber(percent / 100, { style: 'percent' })
}
