import type { Failure } from '#shared/contract/result'
import type { OutboxEntry } from '#shared/contract/stationPort'
import { builtAtMs } from '#test/builders/alertBuilder'
import { mountInWindow } from '#test/builders/mountBuilder'
import { describe, expect, it } from 'vitest'
import ConflictsCard from './ConflictsCard.vue'

const failure = (code: Failure['code'], details: Record<string, string | number>): Failure => ({
  code,
  message: '',
  details: { found: 7, by: 'Lan', atMs: builtAtMs, ...details },
})
const entry = (key: string, refusal: Failure): OutboxEntry => ({
  key,
  type: 'alert.close',
  input: { id: 'alert-1', expectedVersion: 1, disposition: 'false', words: '' },
  madeAtMs: builtAtMs,
  state: 'refused',
  failure: refusal,
})
const open = (entries: OutboxEntry[], versionFor: (each: OutboxEntry) => number | undefined = () => 9) =>
  mountInWindow(ConflictsCard, { props: { entries, versionFor, titleOfAlert: () => 'Ngập đường' } })

describe('conflicts', () => {
  it.each([
    [failure('already-acknowledged', {}), 'đã tiếp nhận'],
    [failure('already-assigned', { to: 'Đội 2' }), 'đã phân công cho Đội 2'],
    [failure('already-assigned', { to: '' }), 'đã thôi phân công'],
    [
      failure('already-amended', { severity: 'high', headline: 'Ngập sâu', reason: 'đo lại' }),
      'đã đính chính: mức Cao, “Ngập sâu”; lý do: đo lại',
    ],
    [failure('already-closed', { disposition: 'duplicate', words: '' }), 'đã đóng: trùng với cảnh báo khác'],
    [failure('already-over', { reason: 'expired' }), 'cảnh báo đã kết thúc'],
    [failure('stale-version', { severity: 'low', headline: 'Rút' }), 'nguồn tin đã đổi nội dung: mức Thấp, “Rút”'],
  ])('show both versions, with who and when: %o', (refusal, theirs) => {
    const card = open([entry('k', refusal)])
    expect(card.get('[data-version=mine]').text()).toBe('Đóng: báo sai')
    expect(card.get('[data-version=theirs]').text()).toBe(theirs)
    expect(card.get('li').text()).toContain('Đã có trước: Lan, lúc 17/10 23:00')
    card.unmount()
  })

  it('are left as they are, or made once more on the version that is there now', async () => {
    const card = open([entry('k', failure('already-assigned', { to: 'Đội 2' }))])
    await card.get('[data-action=dismiss]').trigger('click')
    await card.get('[data-action=apply-again]').trigger('click')
    expect(card.emitted('dismiss')).toEqual([['k']])
    expect(card.emitted('applyAgain')).toEqual([[entry('k', failure('already-assigned', { to: 'Đội 2' })), 9]])
    card.unmount()
  })

  it('do not offer what would come to nothing', () => {
    const card = open([entry('k', failure('already-over', {}))], () => undefined)
    expect(card.find('[data-action=apply-again]').exists()).toBe(false)
    card.unmount()
  })
})
