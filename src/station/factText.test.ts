import { expect, test } from 'vitest'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { factsText, factText } from './factText'

test('is the JSON of the facts, the same text every time', () => {
  const facts = [buildFact('alert.raised', { alert: buildAlert() }), buildFact('alert.cleared', { id: 'alert-1', reason: 'expired' })]
  expect([JSON.parse(factsText(facts)), JSON.parse(factsText([])), factText(facts[0]!)]).toEqual([facts, [], JSON.stringify(facts[0])])
})
