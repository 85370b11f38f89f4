import type { Column } from '#analysis/columns'
import type { UnitPosition } from '#shared/contract/position'

/** Units of an exercise that drive about the city's own roads. They are made up and say so: `drill` is always true. */
export type DemoUnits = {
  /** Drives on for so many seconds and tells where everybody is then. */
  drive(seconds: number, atMs: number): UnitPosition[]
}

type Driver = { unit: Pick<UnitPosition, 'id' | 'name' | 'kind'>; arc: number; alongM: number }

const fleet = [
  { kind: 'police', call: '113', name: 'Công an', count: 8 },
  { kind: 'fire', call: '114', name: 'Chữa cháy', count: 5 },
  { kind: 'ambulance', call: '115', name: 'Cấp cứu', count: 5 },
  { kind: 'rescue', call: 'ch', name: 'Cứu hộ', count: 4 },
] as const
const fastestMps = 14

/**
 * Puts the fleet on a road graph (columns as in `roads.columns.gz`) and lets it choose its way; the same seed drives the same ways.
 * Throws an Error that names a column which is missing.
 */
export function createDemoUnits(columns: ReadonlyMap<string, Column>, seed: number): DemoUnits {
  const column = (name: string): Column => {
    const found = columns.get(name)
    if (found === undefined) throw new Error(`a road graph without the column ${name}`)
    return found
  }
  const [lonDeg, latDeg] = [column('lonDeg'), column('latDeg')]
  const [arcStart, arcTarget] = [column('arcStart'), column('arcTarget')]
  const [arcSeconds, arcLengthM] = [column('arcSeconds'), column('arcLengthM')]
  const component = column('component')
  const random = randomFrom(seed)
  const sourceOf = new Uint32Array(arcTarget.length)
  for (let junction = 0; junction < lonDeg.length; junction += 1)
    for (let arc = arcStart[junction]!; arc < arcStart[junction + 1]!; arc += 1) sourceOf[arc] = junction
  // Only where every way leads back: nobody drives into an island of the data and stays there.
  const connected = Array.from({ length: arcTarget.length }, (_, arc) => arc).filter(
    (arc) => component[sourceOf[arc]!] === 1 && component[arcTarget[arc]!] === 1,
  )
  const anyArc = () => connected[Math.floor(random() * connected.length)]!
  const drivers: Driver[] =
    connected.length === 0
      ? []
      : fleet.flatMap(({ kind, call, name, count }) =>
          Array.from({ length: count }, (_, n) => {
            const number = String(n + 1).padStart(2, '0')
            return { unit: { id: `demo-${call}-${number}`, name: `${name} ${number} (diễn tập)`, kind }, arc: anyArc(), alongM: 0 }
          }),
        )

  function nextArc(arc: number): number {
    const junction = arcTarget[arc]!
    const choices: number[] = []
    for (let next = arcStart[junction]!; next < arcStart[junction + 1]!; next += 1)
      if (component[arcTarget[next]!] === 1 && arcTarget[next] !== sourceOf[arc]) choices.push(next)
    // A dead end is left the way it was entered.
    return (
      choices[Math.floor(random() * choices.length)] ?? (arcStart[junction]! < arcStart[junction + 1]! ? arcStart[junction]! : anyArc())
    )
  }

  function driveOne(driver: Driver, seconds: number): void {
    let left = seconds
    for (let turns = 0; left > 0 && turns < 1_000; turns += 1) {
      const lengthM = Math.max(arcLengthM[driver.arc]!, 0.1)
      const speedMps = Math.min(fastestMps, lengthM / Math.max(arcSeconds[driver.arc]!, 0.1))
      const untilEnd = (lengthM - driver.alongM) / speedMps
      if (untilEnd > left) {
        driver.alongM += speedMps * left
        return
      }
      left -= untilEnd
      driver.arc = nextArc(driver.arc)
      driver.alongM = 0
    }
  }

  return {
    drive: (seconds, atMs) =>
      drivers.map((driver) => {
        driveOne(driver, seconds)
        const [from, until] = [sourceOf[driver.arc]!, arcTarget[driver.arc]!]
        const share = Math.min(1, driver.alongM / Math.max(arcLengthM[driver.arc]!, 0.1))
        const [east, north] = [(lonDeg[until]! - lonDeg[from]!) * Math.cos((latDeg[from]! * Math.PI) / 180), latDeg[until]! - latDeg[from]!]
        return {
          ...driver.unit,
          place: { lonDeg: lonDeg[from]! + (lonDeg[until]! - lonDeg[from]!) * share, latDeg: latDeg[from]! + north * share },
          headingDeg: ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360,
          atMs,
          urgent: false,
          drill: true,
        }
      }),
  }
}

// mulberry32: small, and the same everywhere.
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
