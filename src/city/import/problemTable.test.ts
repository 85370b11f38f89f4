import { expect, test } from 'vitest'
import { sentenceOf, severityOf } from './problemTable'

test('a sentence is filled from the detail, in both languages, and what is missing shows', () => {
  expect(sentenceOf('area-unusual', { areaM2: 3 })).toEqual({ vi: 'Diện tích 3 m² là bất thường.', en: 'An area of 3 m² is unusual.' })
  expect(sentenceOf('area-unusual', {}).en).toBe('An area of ? m² is unusual.')
})

test('what cannot be placed is refused, what can be mended is said', () => {
  expect([severityOf('coordinate-not-a-number'), severityOf('ring-self-crossing'), severityOf('ring-closed')]).toEqual([
    'refuse',
    'reject',
    'warn',
  ])
})
