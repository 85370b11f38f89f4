import { cpus, totalmem } from 'node:os'

/** The machine a figure was measured on. */
export const machine = {
  cores: cpus().length,
  processor: cpus()[0]?.model ?? 'unknown',
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
}

/** The value below which `share` of the numbers are, by the nearest rank; NaN for none. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN
}

/** Rounded to a tenth: no clock here is better. */
export const tenth = (value: number): number => Math.round(value * 10) / 10
