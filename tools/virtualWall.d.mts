export type WallMode = '1280x720' | '1920x1080' | '3840x2160'
export type SmallerMode = '960x540' | '1024x576'
export type WallOutput = {
  /** 1 for the first. */
  display: number
  /** The X server's name for it. */
  name: string
  connected: boolean
  bounds: { x: number; y: number; width: number; height: number } | null
}

/** A wall of displays that exists in memory only. Displays are numbered from 1. */
export type VirtualWall = {
  /** What to put into DISPLAY, e.g. `:0`. */
  display: string
  /** The environment for a program that shall show its windows here. */
  env(): NodeJS.ProcessEnv
  /** Plugs a display in, at its place on the wall. */
  plug(display: number): void
  unplug(display: number): void
  /** Gives a display another resolution, where it is; plugging it in again gives it its own back. */
  change(display: number, to: SmallerMode): void
  /** All sixteen outputs as they are now. */
  outputs(): WallOutput[]
  /** Writes a PNG of one display, or of the whole wall. */
  screenshot(file: string, display?: number): void
  stop(): Promise<void>
}

/** Starts a wall; by default four displays of 1920x1080 in two columns. */
export function startVirtualWall(options?: { displays?: number; columns?: number; mode?: WallMode }): Promise<VirtualWall>
