import { describe, expect, it } from 'vitest'
import { buildAlert } from '#test/builders/alertBuilder'
import { isChatter, sourceOf } from './alertSource'

describe('a source of alerts', () => {
  it('is who says it, of what, and where', () => {
    const alert = buildAlert({ id: 'a' })
    expect(sourceOf(alert)).toBe('dieuhanh@example.invalid|Ngập đường|107.10000,16.82000')
    expect(sourceOf({ ...alert, id: 'b' })).toBe(sourceOf(alert))
    expect(sourceOf({ ...alert, place: null })).not.toBe(sourceOf(alert))
  })

  it('chatters with the third change within a minute', () => {
    expect(isChatter([0, 30_000, 60_000])).toBe(true)
    expect(isChatter([0, 30_000, 60_001])).toBe(false)
    expect(isChatter([0, 1_000])).toBe(false)
  })
})
