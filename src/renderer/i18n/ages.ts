import type { Translate } from './catalogue'

/** An age of `ageMs` in words of one or two units: "12 giây", "37 phút", "2 giờ 5 phút", "3 ngày 4 giờ". */
export function ageInWords(ageMs: number, t: Translate): string {
  const seconds = Math.max(0, Math.floor(ageMs / 1_000))
  if (seconds < 1) return t('age.now')
  if (seconds < 60) return t('age.seconds', { n: seconds })
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return t('age.minutes', { n: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return t(minutes % 60 === 0 ? 'age.wholeHours' : 'age.hours', { h: hours, m: minutes % 60 })
  return t(hours % 24 === 0 ? 'age.wholeDays' : 'age.days', { d: Math.floor(hours / 24), h: hours % 24 })
}
