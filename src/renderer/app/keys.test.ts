import { describe, expect, it } from 'vitest'
import { commandOf, keyTable, type KeyPress } from './keys'

const press = (key: string, changes: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  repeat: false,
  ...changes,
})

describe('keys of the desk', () => {
  it('lead to their commands, whatever Caps Lock says', () => {
    expect(commandOf(press('j'), 'elsewhere', false)).toEqual({ name: 'next' })
    expect(commandOf(press('J'), 'elsewhere', false)).toEqual({ name: 'next' })
    expect(commandOf(press('ArrowUp'), 'control', false)).toEqual({ name: 'previous' })
    expect(commandOf(press('3'), 'elsewhere', false)).toEqual({ name: 'viewpoint', index: 2 })
    expect(commandOf(press('§'), 'elsewhere', false)).toBeUndefined()
  })

  it('leave letters to a text box, but Escape leads out of it', () => {
    expect(commandOf(press('a'), 'text', false)).toBeUndefined()
    expect(commandOf(press('Escape'), 'text', false)).toEqual({ name: 'back' })
  })

  it('leave Enter to a button, arrows to a text that scrolls, and chords to the system', () => {
    expect(commandOf(press('Enter'), 'control', false)).toBeUndefined()
    expect(commandOf(press('Enter'), 'elsewhere', false)).toEqual({ name: 'open' })
    expect(commandOf(press('ArrowDown'), 'elsewhere', true)).toBeUndefined()
    expect(commandOf(press('a', { ctrlKey: true }), 'elsewhere', false)).toBeUndefined()
    expect(commandOf(press('a', { isComposing: true }), 'elsewhere', false)).toBeUndefined()
  })

  it('held down walk through the list, and do everything else once', () => {
    expect(commandOf(press('j', { repeat: true }), 'elsewhere', false)).toEqual({ name: 'next' })
    expect(commandOf(press('ArrowUp', { repeat: true }), 'elsewhere', false)).toEqual({ name: 'previous' })
    for (const key of ['a', 'x', 'l', '?', 'b', 'm', 'Escape'])
      expect(commandOf(press(key, { repeat: true }), 'elsewhere', false)).toBeUndefined()
  })

  it('are chords where they say so, also in a text box, and G leads to places', () => {
    expect(commandOf(press('f', { ctrlKey: true }), 'text', false)).toEqual({ name: 'history' })
    expect(commandOf(press('L'), 'elsewhere', false, true)).toEqual({ name: 'history' })
    expect(commandOf(press('k'), 'elsewhere', false, true)).toEqual({ name: 'link' })
    expect(commandOf(press('a'), 'elsewhere', false, true)).toBeUndefined()
    expect(commandOf(press('l'), 'text', false, true)).toBeUndefined()
  })

  it('are each used once', () => {
    const keys = keyTable.flatMap((entry) => entry.keys)
    expect(new Set(keys).size).toBe(keys.length)
  })
})
