import { expect, it, vi } from 'vitest'
import { notesOf } from './alertTone'
import { createTonePlayer } from './tonePlayer'

/** An audio context that notes what is scheduled on it. */
function silentContext(state: 'running' | 'suspended') {
  const started: number[] = []
  const param = { value: 0, setValueAtTime: vi.fn(), linearRampToValueAtTime: vi.fn() }
  const node = () => ({ connect: (to: unknown) => to, gain: param })
  const context = {
    currentTime: 7,
    state,
    destination: {},
    resume: () => Promise.resolve(),
    close: () => Promise.resolve(),
    createGain: node,
    createOscillator: () => ({ ...node(), type: '', frequency: { value: 0 }, start: (atS: number) => started.push(atS), stop: vi.fn() }),
  }
  return { context: context as unknown as AudioContext, started }
}

it('plays each note of a severity in its time', () => {
  const { context, started } = silentContext('running')
  createTonePlayer(() => context)?.play('high')
  expect(started).toEqual(notesOf.high.map(({ startS }) => 7 + startS))
})

it('says when the system keeps it silent, and is nothing where there is no audio', () => {
  expect(createTonePlayer(() => silentContext('suspended').context)?.isBlocked()).toBe(true)
  expect(
    createTonePlayer(() => {
      throw new Error('no audio')
    }),
  ).toBeUndefined()
})
