import type { ColumnsFile } from '#analysis/columns'
import { roadClasses } from '#shared/contract/cityParts'

type LonLat = readonly [number, number]
/** Minor streets of one class, each a line. */
export type StreetLines = { class: (typeof roadClasses)[number]; lines: LonLat[][] }

// Main roads have names and shields: they are features of the base map.
const minorClasses: readonly StreetLines['class'][] = ['path', 'service', 'residential', 'tertiary', 'secondary']

/** The minor streets of a road graph, once each however many ways they are driven, those that matter least first. Throws for a file without them. */
export function cityStreetsOf({ columns }: ColumnsFile): StreetLines[] {
  const column = <T>(name: string, Type: new (...given: never[]) => T): T => {
    const found = columns.get(name)
    if (!(found instanceof Type)) throw new Error(`a roads file without its column ${name}`)
    return found
  }
  const arcStart = column('arcStart', Uint32Array)
  const arcTarget = column('arcTarget', Uint32Array)
  const arcClass = column('arcClass', Uint8Array)
  const arcWay = column('arcWay', Uint32Array)
  const shapeStart = column('shapeStart', Uint32Array)
  const lonDeg = column('shapeLonDeg', Float64Array)
  const latDeg = column('shapeLatDeg', Float64Array)
  const byClass = new Map<number, LonLat[][]>()
  const isDrawnFromOtherEnd = (source: number, target: number, way: number): boolean => {
    if (target >= source) return false
    for (let arc = arcStart[target]!; arc < arcStart[target + 1]!; arc += 1)
      if (arcTarget[arc] === source && arcWay[arc] === way) return true
    return false
  }
  for (let source = 0; source + 1 < arcStart.length; source += 1)
    for (let arc = arcStart[source]!; arc < arcStart[source + 1]!; arc += 1) {
      if (isDrawnFromOtherEnd(source, arcTarget[arc]!, arcWay[arc]!)) continue
      const line: LonLat[] = []
      for (let point = shapeStart[arc]!; point < shapeStart[arc + 1]!; point += 1) line.push([lonDeg[point]!, latDeg[point]!])
      const lines = byClass.get(arcClass[arc]!) ?? []
      byClass.set(arcClass[arc]!, lines)
      lines.push(line)
    }
  return minorClasses.flatMap((name) => {
    const lines = byClass.get(roadClasses.indexOf(name))
    return lines === undefined ? [] : [{ class: name, lines }]
  })
}
