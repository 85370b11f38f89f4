import { resolve } from 'node:path'

/** The options of `npm start`. The application takes the same, each as `--name=value`. @type {Record<string, import('./options.mjs').OptionRule>} */
export const startRules = {
  gateway: {
    value: 'URL',
    help: 'follow this gateway instead of the embedded one',
    example: '--gateway http://127.0.0.1:4170 --token-file station.token',
  },
  'token-file': { value: 'PATH', help: 'file with the token for that gateway', example: '--token-file station.token' },
  city: { value: 'PATH', help: 'folder of the city (default: resources/city/dong-ha)', example: '--city resources/city/dong-ha' },
  scenario: {
    value: 'NAME',
    help: 'play a recorded exercise of resources/scenarios, marked as a drill',
    example: '--scenario hieu-river-flood-2020-10',
  },
  speed: {
    value: 'N',
    positive: true,
    help: 'how many times faster than real time it plays',
    example: '--scenario hieu-river-flood-2020-10 --speed 600',
  },
  displays: {
    value: 'N',
    range: { from: 1, to: 16 },
    help: 'displays of the virtual wall where there is none (default 4); else how many real ones to use',
    example: '--displays 9',
  },
  lang: { value: 'vi|en', choices: ['vi', 'en'], help: 'language of the screens', example: '--lang en' },
  data: {
    value: 'DIR',
    help: 'where the log, the cache and the pictures of the displays are kept (default: .room)',
    example: '--data /var/lib/toan-canh',
  },
  port: { value: 'N', range: { from: 1, to: 65535 }, help: 'port of the embedded gateway (default 4170)', example: '--port 4271' },
  help: { help: 'this text' },
}

const pathOptions = new Set(['token-file', 'city', 'data'])

/**
 * The options as the application reads them. Paths are made absolute: they mean the folder the command was given in.
 * @param {Record<string, string | true>} options
 * @param {string} workingFolder
 * @returns {string[]}
 */
export function applicationArguments(options, workingFolder) {
  return Object.entries(options)
    .filter(([name]) => name !== 'help')
    .map(([name, value]) => `--${name}=${pathOptions.has(name) ? resolve(workingFolder, String(value)) : value}`)
}
