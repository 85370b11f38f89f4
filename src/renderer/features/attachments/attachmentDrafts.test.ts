import type { AttachmentReference } from '#shared/contract/attachment'
import { fail, succeed } from '#shared/contract/result'
import { describe, expect, it } from 'vitest'
import { draftsOf, percentOf, readyReferences, withAnswer, withoutDraft, withoutDrafts, withTaking, type Drafts } from './attachmentDrafts'

const photo = (digit: string): AttachmentReference => ({
  sha256: digit.repeat(64),
  name: `${digit}.png`,
  mediaType: 'image/png',
  bytes: 10,
})
const taking: Drafts = withTaking(withTaking(new Map(), 'alert-1', [{ id: 'one', name: 'một' }]), 'alert-1', [{ id: 'two', name: 'hai' }])

describe('files of a note that is being written', () => {
  it('are taken, ready or refused, each by its own answer', () => {
    const drafts = withAnswer(withAnswer(taking, 'one', succeed(photo('a'))), 'two', fail('too-large', 'too large'))
    expect(draftsOf(drafts, 'alert-1')).toEqual([
      { id: 'one', name: 'a.png', state: 'ready', reference: photo('a'), failure: null },
      { id: 'two', name: 'hai', state: 'refused', reference: null, failure: { code: 'too-large', message: 'too large' } },
    ])
    expect(readyReferences(draftsOf(drafts, 'alert-1'))).toEqual([photo('a')])
    expect(draftsOf(drafts, 'alert-2')).toEqual([])
  })

  it('are there once, whatever their names', () => {
    const drafts = withAnswer(withAnswer(taking, 'one', succeed(photo('a'))), 'two', succeed({ ...photo('a'), name: 'b.png' }))
    expect(draftsOf(drafts, 'alert-1').map(({ id }) => id)).toEqual(['one'])
  })

  it('can be taken out, also before their answer comes', () => {
    const drafts = withoutDraft(taking, 'alert-1', 'one')
    expect(withAnswer(drafts, 'one', succeed(photo('a')))).toBe(drafts)
    expect(draftsOf(drafts, 'alert-1').map(({ id }) => id)).toEqual(['two'])
    expect(draftsOf(withoutDrafts(drafts, 'alert-1'), 'alert-1')).toEqual([])
  })
})

it('a transfer is at 100 % when it is over, and not before', () => {
  expect([0, 1, 399, 999, 1_000].map((doneBytes) => percentOf({ doneBytes, totalBytes: 1_000 }))).toEqual([0, 0, 39, 99, 100])
})
