import { expect, test } from 'vitest'
import { parseOptions } from './options.mjs'
import { applicationArguments, startRules } from './startOptions.mjs'

test('the application gets each option as --name=value, with paths made absolute', () => {
  const { options } = parseOptions(
    ['--city', 'my-city', '--displays=9', '--gateway', 'http://127.0.0.1:4170', '--data', '/var/room'],
    startRules,
  )
  expect(applicationArguments(options, '/home/person')).toEqual([
    '--city=/home/person/my-city',
    '--displays=9',
    '--gateway=http://127.0.0.1:4170',
    '--data=/var/room',
  ])
})

test('the help is ours and does not reach the application', () => {
  expect(applicationArguments({ help: true, lang: 'vi' }, '/')).toEqual(['--lang=vi'])
})

test('every option that takes a value shows an example of itself that parses', () => {
  for (const [name, { value, example }] of Object.entries(startRules)) {
    if (value === undefined) continue
    expect(parseOptions(example?.split(' ') ?? [], startRules).options).toHaveProperty(name)
  }
})
