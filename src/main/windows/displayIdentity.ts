/** What the system tells of one display, in device-independent pixels. */
export type DisplayInfo = {
  id: number
  label: string
  bounds: { x: number; y: number; width: number; height: number }
  primary: boolean
}

/**
 * A name for a display that stays when it is unplugged and plugged again: its EDID label where the system gives one that no
 * other display has, else the system's id of its output.
 */
export function displayKey(display: DisplayInfo, all: readonly DisplayInfo[]): string {
  const isOnly = display.label !== '' && all.filter((other) => other.label === display.label).length === 1
  return isOnly ? `label:${display.label}` : `output:${display.id}`
}
