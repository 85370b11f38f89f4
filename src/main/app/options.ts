import { language, type Language } from '#shared/contract/ipc'

/** What the command line asks for. Folders are as given; null means "decide yourself". */
export type Options = {
  gateway: string | null
  tokenFile: string | null
  city: string | null
  scenario: string | null
  speed: number
  displays: number | null
  lang: Language | null
  data: string | null
  port: number
  /** Whether the room starts at every login from now on; null to leave that as it is. */
  autostart: boolean | null
}

const defaults: Options = {
  gateway: null,
  tokenFile: null,
  city: null,
  scenario: null,
  speed: 120,
  displays: null,
  lang: null,
  data: null,
  port: 4170,
  autostart: null,
}

/**
 * Reads `--name=value` arguments; what is not ours (Chromium has switches of its own on the same line) is passed over.
 * Throws an Error that names the option when its value makes no sense.
 */
export function readOptions(argv: string[]): Options {
  const options = { ...defaults }
  for (const argument of argv) {
    const match = /^--([a-z-]+)=(.*)$/s.exec(argument)
    if (match === null) continue
    const [, name = '', value = ''] = match
    switch (name) {
      case 'gateway':
        options.gateway = loopbackUrl(value)
        break
      case 'token-file':
        options.tokenFile = value
        break
      case 'city':
        options.city = value
        break
      case 'scenario':
        options.scenario = value
        break
      case 'data':
        options.data = value
        break
      case 'lang':
        options.lang = languageOf(value)
        break
      case 'speed':
        options.speed = numberIn(name, value, 0.001, 1_000_000)
        break
      case 'displays':
        options.displays = wholeNumberIn(name, value, 1, 16)
        break
      case 'autostart':
        options.autostart = onOrOff(name, value)
        break
      case 'port':
        options.port = wholeNumberIn(name, value, 0, 65_535)
        break
    }
  }
  return options
}

function numberIn(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= least && value <= most))
    throw new Error(`--${name} takes a number from ${least} to ${most}, not "${text}"`)
  return value
}

function wholeNumberIn(name: string, text: string, least: number, most: number): number {
  const value = numberIn(name, text, least, most)
  if (!Number.isInteger(value)) throw new Error(`--${name} takes a whole number, not "${text}"`)
  return value
}

function onOrOff(name: string, text: string): boolean {
  if (text !== 'on' && text !== 'off') throw new Error(`--${name} takes on or off, not "${text}"`)
  return text === 'on'
}

function languageOf(text: string): Language {
  const parsed = language.safeParse(text)
  if (!parsed.success) throw new Error(`--lang takes vi or en, not "${text}"`)
  return parsed.data
}

/** The line to the gateway is not encrypted yet, so it may not leave this machine. */
function loopbackUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isLoopback = url !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url?.protocol !== 'http:' || !isLoopback) throw new Error(`--gateway takes an http:// address on this machine, not "${text}"`)
  return url.origin
}
