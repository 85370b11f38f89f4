/**
 * @typedef {object} OptionRule
 * @property {string} [value] What its value is called in the help, e.g. `URL`; an option without one is a switch.
 * @property {string} help One sentence.
 * @property {string} [example] One example, without the command.
 * @property {readonly string[]} [choices] The only values it takes.
 * @property {{ from: number, to: number }} [range] The whole numbers it takes.
 * @property {boolean} [positive] It takes any number above zero.
 */

/** A command line that cannot be understood; the exit code is 64. */
export class UsageError extends Error {
  exitCode = 64
}

/** Something that did not come out as it must, with a message that says it all; the exit code is 1. */
export class CommandError extends Error {
  exitCode = 1
}

/**
 * Reads `--name value`, `--name=value` and switches by a table. What stands alone goes to `words`, what follows `--` to `rest`.
 * Throws a UsageError that names what is wrong.
 * @param {readonly string[]} line
 * @param {Record<string, OptionRule>} rules
 * @returns {{ options: Record<string, string | true>, words: string[], rest: string[] }}
 */
export function parseOptions(line, rules) {
  /** @type {Record<string, string | true>} */
  const options = {}
  const words = []
  for (let index = 0; index < line.length; index++) {
    const word = line[index]
    if (word === '--') return { options, words, rest: line.slice(index + 1) }
    if (!word.startsWith('-')) {
      words.push(word)
      continue
    }
    const [flag, ...tail] = word.split('=')
    const name = flag.replace(/^--/, '')
    const rule = Object.hasOwn(rules, name) && flag.startsWith('--') ? rules[name] : undefined
    if (rule === undefined) throw new UsageError(`unknown option ${flag}${nearest(name, Object.keys(rules))}`)
    if (rule.value === undefined) {
      if (tail.length > 0) throw new UsageError(`${flag} takes no value`)
      options[name] = true
      continue
    }
    const value = tail.length > 0 ? tail.join('=') : line[++index]
    if (value === undefined || value === '') throw new UsageError(`${flag} needs a value: ${flag} ${rule.value}`)
    if (tail.length === 0 && value.startsWith('--')) throw new UsageError(`${flag} needs a value, not ${value}`)
    check(flag, value, rule)
    options[name] = value
  }
  return { options, words, rest: [] }
}

/** @param {string} flag @param {string} value @param {OptionRule} rule */
function check(flag, value, { choices, range, positive }) {
  if (choices !== undefined && !choices.includes(value)) throw new UsageError(`${flag} is one of ${choices.join(', ')}; not ${value}`)
  const number = Number(value)
  if (range !== undefined && !(Number.isInteger(number) && number >= range.from && number <= range.to)) {
    throw new UsageError(`${flag} is a whole number from ${range.from} to ${range.to}; not ${value}`)
  }
  if (positive === true && !(Number.isFinite(number) && number > 0)) throw new UsageError(`${flag} is a number above 0; not ${value}`)
}

/** @param {string} name @param {string[]} known */
function nearest(name, known) {
  const candidate = known.find((each) => each.startsWith(name) || name.startsWith(each))
  return candidate === undefined ? '' : `; did you mean --${candidate}?`
}

/**
 * The text of `--help`: each option with its value, one sentence and one example.
 * @param {string} command e.g. `npm start --`
 * @param {Record<string, OptionRule>} rules
 */
export function formatHelp(command, rules) {
  const heads = Object.entries(rules).map(([name, { value }]) => (value === undefined ? `--${name}` : `--${name} ${value}`))
  const width = Math.max(...heads.map((head) => head.length)) + 2
  const lines = Object.entries(rules).flatMap(([, { help, example }], index) => {
    const first = `  ${heads[index].padEnd(width)}${help}`
    return example === undefined ? [first] : [first, `  ${' '.repeat(width)}  ${command} ${example}`]
  })
  return lines.join('\n')
}

/**
 * Runs a command to its end and turns what it throws into a message and an exit code: the error's own `exitCode`, else 1.
 * @param {string} name What the command is called in messages.
 * @param {() => Promise<number | void>} command Resolves with the exit code.
 */
export async function runAsCommand(name, command) {
  try {
    process.exitCode = (await command()) ?? 0
  } catch (error) {
    const known = error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number'
    console.error(known ? `${name}: ${error.message}` : error)
    if (error instanceof UsageError) console.error(`Try: npm run ${name} -- --help`)
    process.exitCode = known ? Number(error.exitCode) : 1
  }
}
