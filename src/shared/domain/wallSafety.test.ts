import { expect, test } from 'vitest'
import type { PlainContent } from '../contract/wall'
import { isWallSafe } from './wallSafety'

const document = (wallSafe: boolean): PlainContent => ({
  kind: 'document',
  document: { sha256: 'a'.repeat(64), name: 'a.pdf', mediaType: 'application/pdf', bytes: 1 },
  pageDwellS: 10,
  wallSafe,
})

test('a document is wall-safe when somebody said so, a sequence when all of it is, and what holds no files always', () => {
  expect(isWallSafe({ kind: 'clock' })).toBe(true)
  expect(isWallSafe(document(true))).toBe(true)
  expect(isWallSafe(document(false))).toBe(false)
  const items = [document(true), document(false)].map((content) => ({ content, dwellS: 5 }))
  expect(isWallSafe({ kind: 'sequence', items: items.slice(0, 1) })).toBe(true)
  expect(isWallSafe({ kind: 'sequence', items })).toBe(false)
})
