import type { Translate } from './catalogue'
import type { Formats } from './formats'

/** How fast a scenario is played against the wall clock (1 is as fast): "nhanh gấp 600 lần", "chậm 2 lần". */
export function speedInWords(speed: number, t: Translate, formats: Formats): string {
  const ratio = speed < 1 ? 1 / speed : speed
  const times = Number.isInteger(ratio) ? formats.count(ratio) : formats.decimal(ratio, 1)
  return t(speed < 1 ? 'drill.slower' : 'drill.faster', { times })
}
