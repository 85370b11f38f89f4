import { expect, test } from 'vitest'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { createRoomModel } from './roomModel'

const source = (identifier: string) => ({ ...buildAlert().source, identifier, key: `sender,${identifier}` })

test('finds an alert by every message it was made of', () => {
  const model = createRoomModel()
  model.apply(buildFact('alert.raised', { alert: buildAlert({ id: 'a', source: source('one') }) }))
  model.apply(buildFact('alert.updated', { alert: buildAlert({ id: 'a', source: source('two') }) }))
  const found = [
    model.alertByKey('sender,one'),
    model.alertByKey('sender,two'),
    model.alertByIdentifier('one'),
    model.alertByIdentifier('two'),
  ]
  expect(found.map((state) => [state?.alert.id, state?.version])).toEqual([1, 2, 3, 4].map(() => ['a', 2]))
  expect([model.alertByKey('sender,three'), model.alertByIdentifier('')]).toEqual([undefined, undefined])
})

test('leaves out facts about an alert that was never raised', () => {
  const model = createRoomModel()
  model.apply(buildFact('alert.updated', { alert: buildAlert({ id: 'a', source: source('one') }) }))
  model.apply(buildFact('alert.cleared', { id: 'a', reason: 'expired' }))
  expect([model.alerts.size, model.alertByKey('sender,one')]).toEqual([0, undefined])
})
