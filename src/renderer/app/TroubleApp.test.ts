import { mountInWindow } from '#test/builders/mountBuilder'
import { afterEach, describe, expect, it, vi } from 'vitest'
import TroubleApp from './TroubleApp.vue'

const trouble = { code: 'data-folder-unwritable' as const, what: 'EACCES', where: '/srv/toan-canh' }

describe('trouble at start', () => {
  afterEach(() => vi.restoreAllMocks())

  it('says what and where, and closes by button or key', async () => {
    const close = vi.spyOn(window, 'close').mockImplementation(() => undefined)
    const shown = mountInWindow(TroubleApp, { props: { trouble, failureMessage: '' } })
    expect(shown.text()).toContain('Không ghi được vào thư mục dữ liệu')
    expect(shown.text()).toContain('/srv/toan-canh')
    expect(shown.text()).toContain('EACCES')
    await shown.get('button').trigger('click')
    window.dispatchEvent(new KeyboardEvent('keyup', { key: 'a' }))
    expect(close).toHaveBeenCalledTimes(1)
    window.dispatchEvent(new KeyboardEvent('keyup', { key: 'Escape' }))
    expect(close).toHaveBeenCalledTimes(2)
    shown.unmount()
  })

  it('says what main answered when it could not even describe the window', () => {
    expect(mountInWindow(TroubleApp, { props: { trouble: null, failureMessage: 'no handler' } }).text()).toContain('no handler')
  })
})
