import type { BuildingUse } from '#shared/contract/cityParts'

export type ReadHeight =
  { kind: 'metres' | 'feet'; heightM: number } | { kind: 'levels'; levels: number } | { kind: 'missing' | 'unreadable' }

/** Storey height where only storeys are known, in metres. */
export const storeyM = 3.3

const number = String.raw`([+-]?\d+(?:[.,]\d+)?)`
const inMetres = new RegExp(`^${number}\\s*(?:m|mét|met|metres?|meters?)?\\.?$`, 'i')
const inFeet = new RegExp(`^${number}\\s*(?:ft|foot|feet|'|′)(?:\\s*(\\d+(?:\\.\\d+)?)\\s*(?:in|inch|inches|"|″))?\\.?$`, 'i')
const inLevels = new RegExp(`^${number}\\s*(?:tầng|tang|lầu|lau|floors?|storeys?|stories|levels?)$`, 'i')

/** A height as a source writes it: a number of metres, "12 m", "40 ft", "40'6\"", "3 tầng". Its range is not judged here. */
export function readHeight(value: number | string | null): ReadHeight {
  if (value === null) return { kind: 'missing' }
  if (typeof value === 'number') return Number.isFinite(value) ? { kind: 'metres', heightM: value } : { kind: 'unreadable' }
  const text = value.normalize('NFC').trim()
  if (text === '') return { kind: 'missing' }
  const metres = inMetres.exec(text)
  if (metres !== null) return { kind: 'metres', heightM: decimal(metres[1]) }
  const feet = inFeet.exec(text)
  if (feet !== null) return { kind: 'feet', heightM: (decimal(feet[1]) + decimal(feet[2] ?? '0') / 12) * 0.3048 }
  const levels = inLevels.exec(text)
  return levels === null ? { kind: 'unreadable' } : { kind: 'levels', levels: decimal(levels[1]) }
}

/** Storeys as a source writes them, 1 to 200; undefined when it does not say or says something else. */
export function readLevels(value: number | string | null): number | undefined {
  const levels = typeof value === 'string' ? decimal(/^\s*(\d+(?:[.,]\d+)?)/.exec(value)?.[1]) : (value ?? NaN)
  return levels >= 0.5 && levels <= 200 ? Math.round(levels) : undefined
}

/** Whether a building can have this height. */
export function isHeight(heightM: number): boolean {
  return heightM > 0 && heightM <= 500
}

/** What a building of that use is taken for when nothing is known of it: storeys that are usual, not measured. */
export const assumedHeightM: Readonly<Record<BuildingUse, number>> = {
  unknown: 6.6,
  residential: 6.6,
  commercial: 9.9,
  office: 16.5,
  industrial: 8,
  school: 9.9,
  hospital: 16.5,
  government: 9.9,
  religious: 8,
  transport: 6,
  other: 6.6,
}

function decimal(text: string | undefined): number {
  return text === undefined ? NaN : Number.parseFloat(text.replace(',', '.'))
}
