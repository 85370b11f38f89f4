import { expect, test } from 'vitest'
import { failureCodes } from '#shared/contract/result'
import { isConflict } from './conflict'

test('a conflict is that something was first; nothing else is', () => {
  expect(failureCodes.filter((code) => isConflict({ code, message: '' }))).toEqual([
    'already-acknowledged',
    'already-assigned',
    'already-amended',
    'already-closed',
    'already-over',
    'already-set-aside',
    'already-reopened',
    'stale-version',
  ])
  expect(isConflict(null)).toBe(false)
})
