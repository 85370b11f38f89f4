import { buildAlertState, builtAtMs } from '#test/builders/alertBuilder'
import { mountInWindow } from '#test/builders/mountBuilder'
import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import HandlingBar from './HandlingBar.vue'

const self = { id: 'station-1', name: 'Bàn trực 1' }
const by = { atMs: builtAtMs, by: 'Lan' }
let bar: ReturnType<typeof open>
const open = (state = buildAlertState({ version: 3 })) =>
  mountInWindow(HandlingBar, { props: { state, self, known: ['Lan'], shelvingLimitMs: 3_600_000 }, nowMs: builtAtMs })
afterEach(() => bar.unmount())
const actions = () => bar.findAll('.buttons button').map((button) => button.attributes('data-action'))
const asked = () => bar.emitted('ask')?.[0]?.[0]

describe('what can be done with an alert beside acknowledging it', () => {
  it('is everything while it is open; to take it is not offered to who has it', () => {
    bar = open()
    expect(actions()).toEqual(['take', 'acknowledgeWith', 'assign', 'note', 'amend', 'close', 'shelve', 'outOfService', 'escalate'])
    bar.unmount()
    bar = open(buildAlertState({ assigned: { ...by, to: self } }))
    expect(actions()).toEqual(['acknowledgeWith', 'assign', 'note', 'amend', 'close', 'shelve', 'outOfService', 'escalate'])
  })

  it('is a note and taking it back once it is closed', () => {
    bar = open(buildAlertState({ closed: { ...by, disposition: 'false', words: '' } }))
    expect(actions()).toEqual(['note', 'reopen'])
  })

  it('asks on the version that is shown: taking over says from whom', async () => {
    bar = open(buildAlertState({ version: 3, assigned: { ...by, to: { id: null, name: 'Minh' } } }))
    expect(bar.get('[data-action=take]').text()).toContain('Nhận lại từ Minh')
    await bar.get('[data-action=take]').trigger('click')
    expect(asked()).toEqual({ type: 'alert.assign', input: { id: 'alert-1', expectedVersion: 3, to: self } })
  })

  it('closes with a conclusion, and the focus goes back to where it was', async () => {
    bar = open()
    const button = bar.get('[data-action=close]')
    ;(button.element as HTMLElement).focus()
    await button.trigger('click')
    expect(document.activeElement).toBe(bar.get('select').element)
    await bar.get('select').setValue('duplicate')
    await bar.get('textarea').setValue(' trùng với số 4 ')
    await bar.get('form').trigger('submit')
    expect(asked()).toEqual({
      type: 'alert.close',
      input: { id: 'alert-1', expectedVersion: 3, disposition: 'duplicate', words: 'trùng với số 4' },
    })
    await nextTick()
    expect(document.activeElement).toBe(bar.get('[data-action=close]').element)
  })

  it('shelves it within its limit, for a reason, until a time of the room', async () => {
    bar = open()
    await bar.get('[data-action=shelve]').trigger('click')
    expect(bar.findAll('option').map((option) => option.text())).toEqual(['5 phút', '15 phút', '30 phút', '1 giờ'])
    await bar.get('form').trigger('submit')
    expect(asked()).toBeUndefined()
    await bar.get('select').setValue('30')
    await bar.get('input').setValue(' chờ đội ')
    await bar.get('form').trigger('submit')
    const input = { id: 'alert-1', expectedVersion: 3, untilMs: builtAtMs + 30 * 60_000, reason: 'chờ đội' }
    expect(asked()).toEqual({ type: 'alert.shelve', input })
  })

  it('takes it off the shelf and back into service without a question', async () => {
    bar = open(buildAlertState({ version: 3, shelved: { ...by, untilMs: builtAtMs + 1, reason: '' } }))
    expect(bar.get('[data-action=shelve]').text()).toContain('Bỏ tạm gác')
    await bar.get('[data-action=shelve]').trigger('click')
    expect(asked()).toEqual({ type: 'alert.unshelve', input: { id: 'alert-1', expectedVersion: 3, reason: '' } })
    bar.unmount()
    bar = open(buildAlertState({ version: 3, outOfService: { ...by, reason: '' } }))
    await bar.get('[data-action=outOfService]').trigger('click')
    expect(asked()).toEqual({ type: 'alert.return-to-service', input: { id: 'alert-1', expectedVersion: 3, reason: '' } })
  })

  it('acknowledges with a conclusion and a promise, and escalates and reopens for a reason', async () => {
    bar = open()
    await bar.get('[data-action=acknowledgeWith]').trigger('click')
    await bar.get('select').setValue('no-impact')
    await bar.get('input').setValue('gọi phường')
    await bar.get('form').trigger('submit')
    const said = { note: '', disposition: 'no-impact', next: 'gọi phường' }
    expect(asked()).toEqual({ type: 'alert.acknowledge', input: { id: 'alert-1', expectedVersion: 3, ...said } })
    await bar.get('[data-action=escalate]').trigger('click')
    await bar.get('textarea').setValue('nước lên')
    await bar.get('form').trigger('submit')
    expect(bar.emitted('ask')?.[1]?.[0]).toEqual({
      type: 'alert.escalate',
      input: { id: 'alert-1', expectedVersion: 3, reason: 'nước lên' },
    })
    bar.unmount()
    bar = open(buildAlertState({ version: 4, acknowledged: by }))
    expect(bar.get('[data-action=reopen]').text()).toContain('Hủy tiếp nhận')
    await bar.get('[data-action=reopen]').trigger('click')
    await bar.get('textarea').setValue('nhầm')
    await bar.get('form').trigger('submit')
    expect(asked()).toEqual({ type: 'alert.reopen', input: { id: 'alert-1', expectedVersion: 4, reason: 'nhầm' } })
  })

  it('does not send a correction without a reason, nor an empty note', async () => {
    bar = open()
    await bar.get('[data-action=amend]').trigger('click')
    await bar.get('form').trigger('submit')
    await bar.get('form').trigger('keydown', { key: 'Escape' })
    await bar.get('[data-action=note]').trigger('click')
    await bar.get('form').trigger('submit')
    expect(bar.emitted('ask')).toBeUndefined()
  })
})
