import { powerSaveBlocker } from 'electron'

let blocker: number | undefined

/** Keeps displays and machine from going to sleep while a wall is open, and lets them when it is not. */
export function keepAwake(isWallOpen: boolean): void {
  if (isWallOpen && blocker === undefined) blocker = powerSaveBlocker.start('prevent-display-sleep')
  if (isWallOpen || blocker === undefined) return
  powerSaveBlocker.stop(blocker)
  blocker = undefined
}
