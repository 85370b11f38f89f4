import { buildAlertState, builtAtMs } from '#test/builders/alertBuilder'
import { mountInWindow } from '#test/builders/mountBuilder'
import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import HandlingBar from './HandlingBar.vue'

const self = { id: 'station-1', name: 'Bàn trực 1' }
const by = { atMs: builtAtMs, by: 'Lan' }
let bar: ReturnType<typeof open>
const open = (state = buildAlertState({ version: 3 })) => mountInWindow(HandlingBar, { props: { state, self, known: ['Lan'] } })
afterEach(() => bar.unmount())
const actions = () => bar.findAll('.buttons button').map((button) => button.attributes('data-action'))
const asked = () => bar.emitted('ask')?.[0]?.[0]

describe('what can be done with an alert beside acknowledging it', () => {
  it('is everything while it is open; to take it is not offered to who has it', () => {
    bar = open()
    expect(actions()).toEqual(['take', 'assign', 'note', 'amend', 'close'])
    bar.unmount()
    bar = open(buildAlertState({ assigned: { ...by, to: self } }))
    expect(actions()).toEqual(['assign', 'note', 'amend', 'close'])
  })

  it('is a note alone once it is closed', () => {
    bar = open(buildAlertState({ closed: { ...by, disposition: 'false', words: '' } }))
    expect(actions()).toEqual(['note'])
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
