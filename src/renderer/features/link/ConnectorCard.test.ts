import { mountInWindow } from '#test/builders/mountBuilder'
import { expect, it } from 'vitest'
import ConnectorCard from './ConnectorCard.vue'

it('tells the last rejection in words, and what the connector said about it as a technical detail', () => {
  const lastRejection = { atMs: Date.UTC(2020, 9, 17, 16, 4), origin: '127.0.0.1', reason: 'sent: not a time' }
  const report = { connector: 'cap', state: 'running', accepted: 3, duplicates: 0, rejected: 1, lastRejection }
  const card = mountInWindow(ConnectorCard, { props: { connectors: [report] } })
  expect(card.findAll('.rejection').map((line) => line.text())).toEqual([
    'Từ chối gần nhất lúc 17/10 23:04, từ 127.0.0.1',
    'Chi tiết kỹ thuật: sent: not a time',
  ])
  card.unmount()
})
