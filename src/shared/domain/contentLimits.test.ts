import { expect, test } from 'vitest'
import { gatewayContentBytes, readContentLimits } from './contentLimits'

const noFile = (): never => {
  throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
}
const defaults = { fileBytes: 104_857_600, totalBytes: gatewayContentBytes, freeBytes: 536_870_912 }

test('without a file the defaults hold', () => {
  expect(readContentLimits('content.json', gatewayContentBytes, noFile)).toEqual({ limits: defaults, problem: null })
})

test('a file changes what it names', () => {
  expect(readContentLimits('content.json', gatewayContentBytes, () => '{"fileBytes": 5000}')).toEqual({
    limits: { ...defaults, fileBytes: 5_000 },
    problem: null,
  })
})

test.each(['{"fileBytes": -1}', '{"files": 3}', 'no json', '{"fileBytes": 2000000000}'])('%s is said, and changes nothing', (written) => {
  const { limits, problem } = readContentLimits('content.json', gatewayContentBytes, () => written)
  expect([limits, problem?.startsWith('content.json: ')]).toEqual([defaults, true])
})
