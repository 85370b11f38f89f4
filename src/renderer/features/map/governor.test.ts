import { describe, expect, it } from 'vitest'
import {
  afterFrame,
  afterWarmUpFrame,
  idleBudget,
  isSoftwareRenderer,
  ladder,
  levelOf,
  movingBudget,
  startGovernor,
  stillScale,
  waitBeforeFrame,
  type GovernorState,
} from './governor'

/** Plays frames as fast as the governor lets them: a machine that pays `fullMs` for a frame at full resolution, and some in any case. */
function play(before: GovernorState, machine: { fullMs: number; fixedMs: number }, frames: number, moving = true) {
  let state = before
  let atMs = before.atMs
  let spentMs = 0
  for (let frame = 0; frame < frames; frame++) {
    const startedMs = atMs
    const { scale, intervalMs } = levelOf(state)
    const costMs = machine.fixedMs + machine.fullMs * scale ** 2
    spentMs += costMs
    state = afterFrame(state, { costMs, scale, atMs: startedMs + costMs, moving })
    const wait = waitBeforeFrame(state, {
      atMs: startedMs + costMs,
      moving,
      warmingUp: false,
      lastFrameAtMs: startedMs,
      lastCostMs: costMs,
    })
    atMs = startedMs + costMs + wait
    expect(atMs - startedMs).toBeGreaterThanOrEqual(Math.min(intervalMs, levelOf(state).intervalMs) - 1e-6)
  }
  return { state, atMs, spentMs }
}

describe('the governor', () => {
  it('knows software renderers by name', () => {
    expect(isSoftwareRenderer('ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)')).toBe(true)
    expect(isSoftwareRenderer('llvmpipe (LLVM 15.0.6, 256 bits)')).toBe(true)
    expect(isSoftwareRenderer('ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)')).toBe(true)
    expect(isSoftwareRenderer('ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)')).toBe(false)
  })

  it('leaves a fast machine at full resolution and rate', () => {
    const { state } = play(startGovernor(false, 0), { fullMs: 3, fixedMs: 2 }, 500)
    expect(state.level).toBe(0)
  })

  it.each([
    { fullMs: 120, fixedMs: 10 },
    { fullMs: 250, fixedMs: 20 },
    { fullMs: 1_000, fixedMs: 60 },
  ])('brings a slow machine under the budget for a moving camera: $fullMs ms', (machine) => {
    const settled = play(startGovernor(true, 0), machine, 40).state
    const { scale, intervalMs } = levelOf(settled)
    expect((machine.fixedMs + machine.fullMs * scale ** 2) / intervalMs).toBeLessThanOrEqual(movingBudget)
    expect(play(settled, machine, 200).state.level).toBe(settled.level)
  })

  it('never goes below the last level, however slow', () => {
    expect(play(startGovernor(true, 0), { fullMs: 60_000, fixedMs: 5_000 }, 60).state.level).toBe(ladder.length - 1)
  })

  it('forgives a single slow frame', () => {
    const calm = play(startGovernor(false, 0), { fullMs: 3, fixedMs: 2 }, 10).state
    const once = afterFrame(calm, { costMs: 400, scale: 1, atMs: calm.atMs + 400, moving: true })
    expect(once.level).toBe(0)
    expect(play(once, { fullMs: 3, fixedMs: 2 }, 20).state.level).toBe(0)
  })

  it('comes back up one level at a time, ten seconds apart, when there is room', () => {
    let state: GovernorState = { ...startGovernor(true, 0), level: 6 }
    const climbs: number[] = []
    let atMs = 0
    for (let frame = 0; frame < 2_000 && state.level > 0; frame++) {
      const { scale, intervalMs } = levelOf(state)
      atMs += intervalMs
      const before = state.level
      state = afterFrame(state, { costMs: 1 + scale, scale, atMs, moving: true })
      if (state.level < before) climbs.push(atMs)
      expect(before - state.level).toBeLessThanOrEqual(1)
    }
    expect(state.level).toBe(0)
    for (const [index, climbedMs] of climbs.entries()) if (index > 0) expect(climbedMs - climbs[index - 1]!).toBeGreaterThanOrEqual(10_000)
  })

  it('keeps a city at rest under its budget on average, after a first burst', () => {
    const { spentMs, atMs } = play(startGovernor(true, 0), { fullMs: 250, fixedMs: 20 }, 400, false)
    expect(spentMs - 3_000).toBeLessThanOrEqual(atMs * idleBudget + 600)
  })

  it('charges the frames that nobody sees, but does not judge the machine by them', () => {
    const before = startGovernor(true, 0)
    const after = afterWarmUpFrame(before, { costMs: 2_900, atMs: 100 })
    expect(after).toEqual({ ...before, atMs: 100, idleAllowanceMs: 100 })
    const broke = afterWarmUpFrame(after, { costMs: 200, atMs: 100 })
    const next = { atMs: 100, moving: true, lastFrameAtMs: 100, lastCostMs: 200, warmingUp: true }
    expect(waitBeforeFrame(after, next)).toBe(33)
    // A fifth of a core, and after one very slow frame no longer than an eighth of a second.
    expect(waitBeforeFrame(broke, { ...next, lastCostMs: 20 })).toBe(100)
    expect(waitBeforeFrame(broke, next)).toBe(120)
    const resting = { ...next, moving: false, warmingUp: false }
    expect(waitBeforeFrame(broke, resting)).toBe(2_000)
    // Buildings that are still to come are waited for less long than a picture that is complete.
    expect(waitBeforeFrame(broke, { ...resting, lastCostMs: 30, arriving: true })).toBeCloseTo(30 / 0.15, 0)
    expect(waitBeforeFrame(broke, { ...resting, lastCostMs: 1_600, arriving: true })).toBe(250)
    // A picture at rest becomes sharp soon, whatever the movement before it has cost.
    const spent = afterWarmUpFrame(broke, { costMs: 2_000, atMs: 100 })
    expect(waitBeforeFrame(spent, resting)).toBeGreaterThan(30_000)
    expect(waitBeforeFrame(spent, { ...resting, sharpening: true })).toBe(2_000)
    // Ground that is all there is shown, whatever it has cost to bring in.
    expect(waitBeforeFrame(broke, { ...resting, unseen: true })).toBe(100)
  })

  it('sharpens the picture of a camera at rest as far as one frame may take', () => {
    const at = (frameMs: number): GovernorState => ({ ...startGovernor(true, 0), level: 4, frameMs })
    expect(stillScale(at(20))).toBe(1)
    expect(stillScale(at(90))).toBe(0.75)
    expect(stillScale(at(240))).toBe(0.5)
    expect(stillScale(at(2_000))).toBe(0.35)
  })
})
