import { expect, test } from 'vitest'
import { formatCursors, parseSince } from './since'

test('reads cursors, and takes a stream that is not named whole', () => {
  expect(parseSince('alerts=10,room=2')).toEqual({ kind: 'cursors', cursors: { alerts: 10, readings: 0, room: 2, wall: 0 } })
})

test('what is printed for the next time is read back', () => {
  const cursors = { alerts: 1, readings: 200, room: 3, wall: 0 }
  expect(parseSince(formatCursors(cursors))).toEqual({ kind: 'cursors', cursors })
})

test('reads a time with its offset, and a local one without', () => {
  expect(parseSince('2020-10-17T23:00+07:00')).toEqual({ kind: 'time', timeMs: Date.UTC(2020, 9, 17, 16) })
  expect(parseSince('2020-10-17T23:00:01')).toEqual({ kind: 'time', timeMs: new Date(2020, 9, 17, 23, 0, 1).getTime() })
  expect(parseSince('2020-10-17')).toEqual({ kind: 'time', timeMs: new Date(2020, 9, 17).getTime() })
})

test('zero is everything: a time before all times', () => {
  expect(parseSince(' 0 ')).toEqual({ kind: 'time', timeMs: -8.64e15 })
})

test.each(['', 'yesterday', '2020-13-01', '17/10/2020', 'alerts=-1', 'alerts=1,alerts=2', 'walls=3', 'alerts=1;room=2', '1.5'])(
  'refuses "%s" and says what can be written',
  (text) => expect(() => parseSince(text)).toThrow(/--since/),
)
