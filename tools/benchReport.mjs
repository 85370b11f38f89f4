/**
 * @typedef {{ name: string, figures: Record<string, number>, machine: Record<string, unknown> }} BenchReport
 */

/**
 * Reads the last line of a benchmark: one JSON object with the name, the figures (numbers) and the machine.
 * @param {string} line
 * @param {string} expectedName
 * @returns {BenchReport | string} What is wrong with it, in words, where it is not one.
 */
export function readReport(line, expectedName) {
  let report
  try {
    report = JSON.parse(line)
  } catch {
    return `its last line is not JSON: ${line.slice(0, 200)}`
  }
  const { name, figures, machine } = report ?? {}
  if (name !== expectedName) return `its last line names ${JSON.stringify(name)}`
  if (!isRecord(figures) || Object.keys(figures).length === 0) return 'its last line has no figures'
  const wrong = Object.entries(figures).find(([, figure]) => typeof figure !== 'number')
  if (wrong !== undefined) return `its figure ${wrong[0]} is ${JSON.stringify(wrong[1])}, not a number`
  if (!isRecord(machine)) return 'its last line has no machine'
  return report
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
