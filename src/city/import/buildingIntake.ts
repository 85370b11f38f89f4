import { createHash } from 'node:crypto'
import { buildingUses, heightBases, type BuildingUse, type HeightBasis } from '#shared/contract/cityParts'
import { isSafeText, toSafeText } from '#shared/contract/text'
import { assumedHeightM, isHeight, readHeight, readLevels, storeyM } from './buildingHeight'
import { centroidOf, collectBuildings, type BuildingRows } from './buildingRows'
import { buildingUseOf } from './buildingUse'
import type { DraftBuilding, DraftPolygon, ImportProblem } from './draft'
import { legacyEncodingOf } from './legacyText'
import type { ProblemList } from './problemList'
import type { ProblemCode } from './problemTable'
import { checkPolygon } from './ringCheck'

export type IntakeRules = {
  /** Give ids by place to buildings that have none. */
  idsFromCentroid: boolean
  /** Take usual heights even when more than three in ten are missing. */
  assumeHeights: boolean
}

const mostHeightsMissing = 0.3
const longestId = 200
const unknownUse = buildingUses.indexOf('unknown')

/** Checks drafts one by one and keeps those that can be used as rows; everything it finds goes to `problems`. */
export function createIntake(
  rules: IntakeRules,
  problems: ProblemList,
): { add: (draft: DraftBuilding) => void; finish: () => BuildingRows } {
  const rows = collectBuildings()
  const indexOfId = new Map<string, number>()
  let heightsAssumed = 0

  function addPart(draft: DraftBuilding, polygon: DraftPolygon, part: number): void {
    const say = (code: ProblemCode, detail: ImportProblem['detail'], place: readonly number[], withShape = false): void =>
      problems.add({
        code,
        index: draft.index,
        id: draft.id,
        lonDeg: place[0] ?? NaN,
        latDeg: place[1] ?? NaN,
        detail,
        ...(withShape && { rings: polygon }),
      })
    const { rings, areaM2, findings, usable } = checkPolygon(polygon)
    for (const { code, detail, lonDeg, latDeg } of findings) say(code, detail, [lonDeg, latDeg], !usable)
    const outer = rings[0]
    if (!usable || outer === undefined) return
    const place = centroidOf(outer)
    if (areaM2 < 4 || areaM2 > 200_000) say('area-unusual', { areaM2: Math.round(areaM2 * 10) / 10 }, place)

    const id = idOf(draft, part, place, (code, detail) => say(code, detail, place, true))
    if (id === undefined) return
    const first = indexOfId.get(id)
    if (first !== undefined) return say('id-duplicate', { id, other: first }, place, true)
    indexOfId.set(id, draft.index)

    const use = useOf(draft, (value) => say('use-unknown', { value }, place))
    const levels = readLevels(draft.levels)
    const { heightM, basis } = heightOf(draft, levels, use, (code, detail) => say(code, detail, place))
    rows.add({
      id,
      name: nameOf(draft.name, (code, detail) => say(code, detail, place)),
      sourceIndex: draft.index,
      heightM,
      heightBasis: heightBases.indexOf(basis),
      groundM: draft.groundM ?? NaN,
      people: draft.people !== null && draft.people >= 0 ? draft.people : NaN,
      levels: levels ?? 0,
      use: buildingUses.indexOf(use),
      wardCode: draft.ward ?? '',
      areaM2,
      rings,
      solid: part === 0 ? draft.solid : undefined,
    })
  }

  function heightOf(
    draft: DraftBuilding,
    levels: number | undefined,
    use: BuildingUse,
    say: (code: ProblemCode, detail: ImportProblem['detail']) => void,
  ): { heightM: number; basis: HeightBasis } {
    const height = readHeight(draft.height)
    if (height.kind === 'levels' && isHeight(height.levels * storeyM)) return { heightM: height.levels * storeyM, basis: 'levels' }
    const written = String(draft.height)
    if ((height.kind === 'metres' || height.kind === 'feet') && isHeight(height.heightM)) {
      if (height.kind === 'feet') say('heights-in-feet', { value: written, heightM: tenth(height.heightM) })
      return { heightM: height.heightM, basis: 'source' }
    }
    const fromLevels = levels === undefined ? undefined : levels * storeyM
    const heightM = fromLevels ?? assumedHeightM[use]
    if (fromLevels === undefined) heightsAssumed += 1
    if (height.kind === 'unreadable') say('height-unreadable', { value: written, heightM: tenth(heightM) })
    else if (height.kind !== 'missing') say('height-out-of-range', { value: written, heightM: tenth(heightM) })
    else if (levels !== undefined) say('height-from-levels', { levels, heightM: tenth(heightM) })
    else say('height-assumed', { heightM: tenth(heightM) })
    return { heightM, basis: fromLevels === undefined ? 'assumed' : 'levels' }
  }

  function idOf(
    draft: DraftBuilding,
    part: number,
    place: readonly [number, number],
    say: (code: ProblemCode, detail: ImportProblem['detail']) => void,
  ): string | undefined {
    if (draft.id === null) {
      if (!rules.idsFromCentroid) return void say('id-missing', {})
      const at = `${place[0].toFixed(6)},${place[1].toFixed(6)}`
      return `at-${createHash('sha256').update(at).digest('hex').slice(0, 14)}`
    }
    const id = draft.id.normalize('NFC')
    if (id.trim() === '' || id.length > longestId || !isSafeText(id)) return void say('id-unusable', { id: toSafeText(id).slice(0, 40) })
    return part === 0 ? id : `${id}#${part + 1}`
  }

  return {
    add: (draft) => {
      if (draft.polygons.length > 1) {
        const [lonDeg = NaN, latDeg = NaN] = draft.polygons[0]?.[0] ?? []
        problems.add({ code: 'polygon-split', index: draft.index, id: draft.id, lonDeg, latDeg, detail: { parts: draft.polygons.length } })
      }
      draft.polygons.forEach((polygon, part) => addPart(draft, polygon, part))
    },
    finish: () => {
      const count = rows.count()
      if (count > 0 && heightsAssumed / count > mostHeightsMissing && !rules.assumeHeights) {
        const detail = { percent: Math.round((heightsAssumed / count) * 100) }
        problems.add({ code: 'heights-missing', index: null, id: null, lonDeg: NaN, latDeg: NaN, detail })
      }
      indexOfId.clear()
      return rows.finish()
    },
  }
}

function useOf(draft: DraftBuilding, unknown: (value: string) => void): BuildingUse {
  if (draft.use === null) return buildingUses[unknownUse]!
  const use = buildingUseOf(draft.use)
  if (use === undefined) unknown(toSafeText(draft.use).slice(0, 40))
  return use ?? 'other'
}

function nameOf(name: string | null, say: (code: ProblemCode, detail: ImportProblem['detail']) => void): string {
  if (name === null) return ''
  const sample = toSafeText(name).slice(0, 60)
  const encoding = legacyEncodingOf(name)
  if (encoding !== undefined) {
    say('text-legacy-encoding', { encoding, sample })
    return ''
  }
  if (!isSafeText(name)) say('text-unsafe', { sample })
  else if (name !== name.normalize('NFC')) say('text-not-nfc', { sample })
  return toSafeText(name).trim().slice(0, 200)
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
