import { expect, test } from 'vitest'
import { notice, type Notice } from '#shared/contract/stationPort'
import { createNoticeBoard } from './noticeBoard'

test('says each thing once, the last time it was true, until somebody dismisses it', () => {
  let nowMs = 1
  const seen: string[][] = []
  const board = createNoticeBoard(
    () => (nowMs += 1),
    (all: Notice[]) => seen.push(all.map(({ id }) => id)),
  )
  board.add('process-restarted', 'warning', { where: 'gateway' })
  board.add('gateway-port-busy', 'error', { where: '127.0.0.1:4170' })
  board.add('process-restarted', 'warning', { where: 'station' })
  board.dismiss('main:gateway-port-busy:3')
  board.dismiss('unknown')
  expect(board.all()).toEqual([
    { id: 'main:process-restarted:4', atMs: 4, level: 'warning', code: 'process-restarted', details: { where: 'station' } },
  ])
  expect(board.all().every((one) => notice.safeParse(one).success)).toBe(true)
  expect(seen).toEqual([
    ['main:process-restarted:2'],
    ['main:process-restarted:2', 'main:gateway-port-busy:3'],
    ['main:gateway-port-busy:3', 'main:process-restarted:4'],
    ['main:process-restarted:4'],
    ['main:process-restarted:4'],
  ])
})

test('takes back what is so no longer, and says nothing when there was nothing', () => {
  let changes = 0
  const board = createNoticeBoard(
    () => 1,
    () => (changes += 1),
  )
  board.add('gateway-log-unwritable', 'error', { where: 'log.sqlite' })
  board.withdraw('gateway-log-unwritable')
  board.withdraw('gateway-log-unwritable')
  expect([board.all(), changes]).toEqual([[], 2])
})
