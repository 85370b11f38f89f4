/**
 * Decides how finely and how often the 3D ground may be drawn, so that the city never starves the lists, the keys and the feed.
 * Pure: what a frame cost and when come in, the next state comes out.
 */
export type GovernorState = {
  software: boolean
  /** Index into `ladder`. */
  level: number
  /** Smoothed cost of a frame at the present level; null before the first. */
  frameMs: number | null
  /** Frames in a row that were over the budget. */
  overBudget: number
  /** Since when a finer level would have fitted; null when it would not. */
  roomSinceMs: number | null
  /** Frame time that may still be spent while nobody moves the camera. */
  idleAllowanceMs: number
  atMs: number
}

export type GovernorLevel = { scale: number; intervalMs: number }

/** From the finest to the coarsest: first resolution goes, then frames. */
export const ladder: readonly GovernorLevel[] = [
  { scale: 1, intervalMs: 33 },
  { scale: 0.75, intervalMs: 33 },
  { scale: 0.5, intervalMs: 33 },
  { scale: 0.5, intervalMs: 100 },
  { scale: 0.35, intervalMs: 100 },
  { scale: 0.35, intervalMs: 250 },
  { scale: 0.35, intervalMs: 1000 },
]

/** Share of one core the ground may take while the operator moves the camera, and on average while nobody does. */
export const movingBudget = 0.3
export const idleBudget = 0.05

// A city that has just been opened draws its tiles in a burst; it pays for them later.
const idleBurstMs = 3_000
const softwareStartLevel = 3
const framesBeforeStepDown = 2
const calmBeforeStepUpMs = 10_000
// A finer level must fit with room to spare, or the two would take turns.
const stepUpMargin = 0.7
// Share of a core for bringing the ground in once the first burst is spent: until it is in, there is no 3D city.
const warmUpBudget = 0.2
// One slow frame (a shader that had to be compiled) must not hold up the many quick ones after it.
const longestWarmUpWaitMs = 120
// Share of a core for buildings and ground that are still to come into a picture that is already seen.
const arrivingBudget = 0.15
// As while warming up: the frame that compiled the buildings' shader must not hold the buildings up.
const longestArrivingWaitMs = 250
// It comes once after a movement, and whoever looks waits for it; up to a minute later it would be a frame out of nowhere.
const longestSharpeningWaitMs = 2_000

// The longest the one sharp frame after a movement may take.
const stillFrameLimitMs = 500

/** Whether a WebGL renderer string names a software renderer. */
export function isSoftwareRenderer(renderer: string): boolean {
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer)
}

export function startGovernor(software: boolean, atMs: number): GovernorState {
  return {
    software,
    level: software ? softwareStartLevel : 0,
    frameMs: null,
    overBudget: 0,
    roomSinceMs: null,
    idleAllowanceMs: idleBurstMs,
    atMs,
  }
}

/** State after one frame that took `costMs` at a resolution of `scale`, which need not be the level's. */
export function afterFrame(before: GovernorState, frame: { costMs: number; scale: number; atMs: number; moving: boolean }): GovernorState {
  const allowance = refilled(before, frame.atMs)
  const atLevelMs = frame.costMs * (levelOf(before).scale / frame.scale) ** 2
  const frameMs = before.frameMs === null ? atLevelMs : before.frameMs * 0.6 + atLevelMs * 0.4
  const state = {
    ...before,
    frameMs,
    atMs: frame.atMs,
    idleAllowanceMs: frame.moving ? allowance : Math.max(-idleBurstMs, allowance - frame.costMs),
  }
  const overBudget = Math.min(frameMs, atLevelMs) > movingBudget * levelOf(before).intervalMs
  if (overBudget) {
    if (before.overBudget + 1 < framesBeforeStepDown || before.level === ladder.length - 1)
      return { ...state, overBudget: before.overBudget + 1, roomSinceMs: null }
    return toLevel(state, before.level + 1)
  }
  const finer = ladder[before.level - 1]
  const fits = finer !== undefined && predictedMs(state, finer.scale) < movingBudget * stepUpMargin * finer.intervalMs
  if (!fits) return { ...state, overBudget: 0, roomSinceMs: null }
  const since = before.roomSinceMs ?? frame.atMs
  if (frame.atMs - since < calmBeforeStepUpMs) return { ...state, overBudget: 0, roomSinceMs: since }
  return toLevel(state, before.level - 1)
}

/** State after a small frame that nobody sees, drawn only to bring the ground in: it is paid for, but tells nothing about real ones. */
export function afterWarmUpFrame(before: GovernorState, frame: { costMs: number; atMs: number }): GovernorState {
  return { ...before, atMs: frame.atMs, idleAllowanceMs: Math.max(-idleBurstMs, refilled(before, frame.atMs) - frame.costMs) }
}

/**
 * How long to wait before the next frame, in milliseconds; 0 to draw at once. `arriving`: something is still to come into the
 * picture. `unseen`: all the ground is in and nobody has seen it yet, so the frame does not wait for what bringing it in has cost.
 * `sharpening`: the one sharp frame of a camera that has come to rest.
 */
export function waitBeforeFrame(
  state: GovernorState,
  frame: {
    atMs: number
    moving: boolean
    lastFrameAtMs: number
    lastCostMs: number
    warmingUp: boolean
    arriving?: boolean
    unseen?: boolean
    sharpening?: boolean
  },
): number {
  const intervalMs = frame.warmingUp ? ladder[0]!.intervalMs : levelOf(state).intervalMs
  const byRate = Math.max(0, frame.lastFrameAtMs + intervalMs - frame.atMs)
  if ((frame.moving || frame.unseen === true) && !frame.warmingUp) return byRate
  const byAllowance = Math.max(0, -refilled(state, frame.atMs)) / idleBudget
  if (frame.warmingUp) return Math.max(byRate, Math.min(byAllowance, frame.lastCostMs / warmUpBudget, longestWarmUpWaitMs))
  const byArrival = frame.arriving === true ? Math.min(frame.lastCostMs / arrivingBudget, longestArrivingWaitMs) : byAllowance
  const bySharpening = frame.sharpening === true ? longestSharpeningWaitMs : byAllowance
  return Math.max(byRate, Math.min(byAllowance, byArrival, bySharpening))
}

/** Resolution for the single frame that is drawn once the camera stands still: the finest that does not take too long. */
export function stillScale(state: GovernorState): number {
  const scales = ladder.map(({ scale }) => scale)
  return scales.find((scale) => predictedMs(state, scale) <= stillFrameLimitMs) ?? levelOf(state).scale
}

export function levelOf(state: GovernorState): GovernorLevel {
  return ladder[state.level]!
}

function toLevel(state: GovernorState, level: number): GovernorState {
  return { ...state, level, frameMs: predictedMs(state, ladder[level]!.scale), overBudget: 0, roomSinceMs: null }
}

// Most of a frame is paid by the pixel.
function predictedMs(state: GovernorState, scale: number): number {
  return (state.frameMs ?? 0) * (scale / levelOf(state).scale) ** 2
}

function refilled(state: GovernorState, atMs: number): number {
  return Math.min(idleBurstMs, state.idleAllowanceMs + Math.max(0, atMs - state.atMs) * idleBudget)
}
