import type { LinkedPose, PanoramaMessage } from '#shared/contract/cameraLink'

/** A window's part in the turns of a panorama. */
export type PanoramaTurns = {
  /** Where whoever leads looks now; null when nobody leads any more. */
  want(pose: LinkedPose | null): void
  /** This window has drawn a picture and could draw the next after so many milliseconds. */
  drawn(waitMs: number): void
  take(message: PanoramaMessage): void
  end(): void
}

type TurnsOptions = {
  tileId: string
  surface: number
  /** Surfaces that show a part of the panorama now; the lowest of them gives the turns. */
  members(): readonly number[]
  send(message: PanoramaMessage): void
  /** Draw this next; null: look for yourself again. */
  look(pose: LinkedPose | null): void
  /** Does something later; returns how to leave it. */
  after(delayMs: number, work: () => void): () => void
}

/**
 * A window that takes longer for one picture is left behind until it is heard of again: the others do not stand still for it. Longer
 * than the second that the slowest of machines is given for a frame, and as much again until it may draw the next.
 */
const turnLimitMs = 3_000
/** Who has heard of no turn for this long follows whoever leads by itself. */
const silenceMs = 5_000

/**
 * Lets the windows of a panorama draw a moving camera in turns: the next place of the camera is told to all of them when all have drawn
 * the last one, so that their pictures belong together however long each takes.
 */
export function createPanoramaTurns({ tileId, surface, members, send, look, after }: TurnsOptions): PanoramaTurns {
  let turn = 0
  let latest: LinkedPose | null = null
  let isNewer = false
  let isLed = false
  /** What was told before this window itself had heard that somebody leads. */
  let early: LinkedPose | undefined
  const missing = new Set<number>()
  const lost = new Set<number>()
  let forgetTurn = (): void => undefined
  let forgetSilence = (): void => undefined
  const waiting = new Set<() => void>()
  const isGiving = (): boolean => surface === Math.min(...members())

  function step(): void {
    if (!isNewer || latest === null || missing.size > 0) return
    isNewer = false
    turn += 1
    for (const member of members()) if (!lost.has(member)) missing.add(member)
    forgetTurn = after(turnLimitMs, () => {
      for (const member of missing) lost.add(member)
      missing.clear()
      step()
    })
    send({ kind: 'pose', tileId, turn, pose: latest })
    look(latest)
  }

  function arrive(from: number, atTurn: number): void {
    lost.delete(from)
    if (atTurn !== turn || !missing.delete(from) || missing.size > 0) return
    forgetTurn()
    step()
  }

  return {
    want(pose) {
      latest = pose
      isNewer = pose !== null
      if (pose === null) {
        forgetTurn()
        missing.clear()
        look(null)
      } else if (isGiving()) step()
      else if (early !== undefined) look(early)
      else if (!isLed) look(pose)
      early = undefined
    },
    drawn(waitMs) {
      const atTurn = turn
      if (atTurn === 0 || latest === null) return
      const forget = after(waitMs, () => {
        waiting.delete(forget)
        if (isGiving()) arrive(surface, atTurn)
        else send({ kind: 'drawn', tileId, turn: atTurn, surface })
      })
      waiting.add(forget)
    },
    take(message) {
      if (message.tileId !== tileId) return
      if (message.kind === 'drawn') {
        if (isGiving()) arrive(message.surface, message.turn)
      } else if (!isGiving()) {
        turn = message.turn
        isLed = true
        forgetSilence()
        forgetSilence = after(silenceMs, () => {
          isLed = false
          if (latest !== null) look(latest)
        })
        if (latest === null) early = message.pose
        else look(message.pose)
      }
    },
    end() {
      forgetTurn()
      forgetSilence()
      for (const forget of waiting) forget()
    },
  }
}
