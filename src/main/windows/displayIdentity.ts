/** What the system tells of one display, in device-independent pixels. */
export type DisplayInfo = {
  /** The system's name for the output (on some systems: for this panel on this output). */
  id: number
  /** EDID name of the panel; empty where the system gives none, and the same for panels of one model. */
  label: string
  bounds: { x: number; y: number; width: number; height: number }
  primary: boolean
}

/** What is kept of a display to know it again. */
export type RememberedDisplay = Pick<DisplayInfo, 'id' | 'label' | 'bounds'>

/**
 * Finds the displays that are remembered among those there are, one each at most; null for one that is away. What is surest comes
 * first for all of them: the same panel on the same output; a panel that was moved to another output, where its name leaves no doubt;
 * another panel on the same output; another panel that stands exactly in the same place.
 */
export function recognise(remembered: readonly RememberedDisplay[], displays: readonly DisplayInfo[]): (DisplayInfo | null)[] {
  const found: (DisplayInfo | null)[] = remembered.map(() => null)
  const missing = (): number[] => remembered.flatMap((_, index) => (found[index] === null ? [index] : []))
  const free = (): DisplayInfo[] => displays.filter((display) => !found.includes(display))
  for (const isSame of likenesses) {
    for (const index of missing()) {
      const one = remembered[index]
      if (one === undefined) continue
      const rivals = missing().flatMap((other) => remembered[other] ?? [])
      found[index] = free().find((display) => isSame(one, display, rivals, free())) ?? null
    }
  }
  return found
}

type Likeness = (
  one: RememberedDisplay,
  display: DisplayInfo,
  rivals: readonly RememberedDisplay[],
  free: readonly DisplayInfo[],
) => boolean

const likenesses: readonly Likeness[] = [
  (one, display) => one.id === display.id && one.label === display.label,
  (one, display, rivals, free) =>
    one.label !== '' && one.label === display.label && isAlone(one.label, rivals) && isAlone(display.label, free),
  (one, display) => one.id === display.id,
  (one, display) => isSamePlace(one.bounds, display.bounds),
]

function isAlone(label: string, among: readonly { label: string }[]): boolean {
  return among.filter((each) => each.label === label).length === 1
}

function isSamePlace(a: DisplayInfo['bounds'], b: DisplayInfo['bounds']): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
}
