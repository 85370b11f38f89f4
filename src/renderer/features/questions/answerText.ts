import type {
  AnswerInput,
  BuildingRow,
  CameraRow,
  CityAnswer,
  FacilityRow,
  HitCounts,
  ResultOf,
  RoadRow,
  UnansweredReason,
} from '#shared/contract/cityAnswer'
import type { GeoPoint } from '#shared/contract/geo'
import { areaText, depthText, durationText, lengthText, peopleText, shareText } from './quantityText'
import type { Words } from './quantityText'

/** `other` is the same figure counted another way. */
export type AnswerFigure = { label: string; value: string; other?: string }
export type AnswerRow = { key: string; text: string; detail: string; place: GeoPoint | null }
export type AnswerList = { title: string; total: number; rows: readonly AnswerRow[] }
/** An answer in words: figures first, then lists; `warnings` are what it must not be read without, `ways` the names of two ways of counting. */
export type AnswerText = {
  ways?: readonly [string, string]
  figures: readonly AnswerFigure[]
  lists: readonly AnswerList[]
  warnings: readonly string[]
}

/** What an answer says, in the words and formats of a language. */
export function answerText({ result }: CityAnswer, words: Words): AnswerText {
  const { t } = words
  const limit = t(`questions.limits.${result.kind}`)
  switch (result.kind) {
    case 'inside':
      return {
        figures: countFigures(result.counts, words),
        lists: [
          {
            title: t('questions.lists.uses'),
            total: result.byUse.length,
            rows: result.byUse.map(({ use, buildings, people }) => ({
              key: use,
              text: t(`questions.uses.${use}`),
              detail: `${words.formats.count(buildings)} · ${peopleText(people, words)}`,
              place: null,
            })),
          },
          ...hitLists(result, result.counts, words),
        ],
        warnings: [limit],
      }
    case 'flood':
      return floodText(result, limit, words)
    case 'route': {
      const { way, undisturbed } = result
      return {
        figures: [
          figure(t('questions.figures.duration'), durationText(way.seconds, words)),
          figure(t('questions.figures.length'), lengthText(way.lengthM, words)),
          ...(undisturbed === null
            ? []
            : [
                figure(
                  t('questions.figures.undisturbed'),
                  `${durationText(undisturbed.seconds, words)}, ${lengthText(undisturbed.lengthM, words)}`,
                ),
              ]),
          ...offRoadFigure(Math.max(result.fromOffRoadM, result.toOffRoadM), words),
        ],
        lists: [
          {
            title: t('questions.lists.legs'),
            total: way.legs.length,
            rows: way.legs.map((leg, index) => ({
              key: String(index),
              text: roadName(leg, words),
              detail: `${lengthText(leg.lengthM, words)} · ${durationText(leg.seconds, words)}`,
              place: null,
            })),
          },
        ],
        warnings: [limit],
      }
    }
    case 'nearest':
      return {
        figures: [
          ...(result.unreachable > 0 ? [figure(t('questions.figures.unreachable'), words.formats.count(result.unreachable))] : []),
          ...offRoadFigure(result.offRoadM, words),
        ],
        lists: [
          {
            title: t('questions.lists.units'),
            total: result.units.length,
            rows: result.units.map((unit) => ({
              key: unit.id,
              text: unit.name[words.language],
              detail: `${durationText(unit.seconds, words)} · ${lengthText(unit.lengthM, words)}`,
              place: unit.place,
            })),
          },
        ],
        warnings: [limit],
      }
    case 'reach':
      return {
        figures: [
          figure(t('questions.figures.roads'), lengthText(result.roadM, words)),
          figure(t('questions.figures.reachedGround'), areaText(result.areaM2, words)),
          figure(t('questions.figures.buildings'), words.formats.count(result.buildings)),
          figure(t('questions.figures.people'), words.formats.count(result.people)),
          ...offRoadFigure(result.offRoadM, words),
        ],
        lists: [
          {
            title: t('questions.lists.facilities'),
            total: result.facilities.length,
            rows: result.facilities.map(({ row, seconds }) => {
              const { detail, ...rest } = facilityText(row, words)
              return { ...rest, detail: `${durationText(seconds, words)} · ${detail}` }
            }),
          },
        ],
        warnings: [limit],
      }
    case 'sight':
      return sightText(result, limit, words)
    case 'coverage':
      return {
        figures: [
          figure(t('questions.figures.cameras'), words.formats.count(result.cameras)),
          figure(t('questions.figures.seenGround'), shareText(result.seenM2, result.areaM2, areaText(result.areaM2, words), words)),
          figure(t('questions.figures.seenRoads'), shareText(result.roadSeenM, result.roadM, lengthText(result.roadM, words), words)),
        ],
        lists: [
          {
            title: t('questions.lists.blindRoads'),
            total: result.blindRoads.length,
            rows: result.blindRoads.map((row) => roadText(row, words)),
          },
        ],
        warnings: [limit],
      }
    case 'plume':
      return plumeText(result, limit, words)
    case 'measure': {
      const { areaM2, riseM, groundM } = result
      const [first] = groundM
      return {
        figures: [
          figure(t(areaM2 === null ? 'questions.figures.length' : 'questions.figures.perimeter'), lengthText(result.lengthM, words)),
          ...(areaM2 === null ? [] : [figure(t('questions.figures.area'), areaText(areaM2, words))]),
          ...(riseM === null || areaM2 !== null ? [] : [figure(t('questions.figures.rise'), `${words.formats.decimal(riseM, 1)} m`)]),
          ...(first === null || first === undefined ? [] : [figure(t('questions.figures.ground'), `${words.formats.decimal(first, 1)} m`)]),
        ],
        lists: [],
        warnings: [limit],
      }
    }
  }
}

/** An answer as a note for the log: what was asked, the figures, what to beware of, and what it was made from. */
export function noteText(answer: CityAnswer, words: Words): string {
  const { ways, figures, warnings } = answerText(answer, words)
  const { t } = words
  const head = t('questions.noteHead', { kind: t(`questions.kinds.${answer.question.kind}`) })
  return [
    `${head}. ${t(`questions.classes.${answer.dataClass}`)}.`,
    ...figures.map(
      ({ label, value, other }) => `${label}: ${value}${other === undefined || other === value ? '' : ` (${ways?.[1]}: ${other})`}`,
    ),
    ...warnings,
    provenanceText(answer, words),
  ].join('\n')
}

/** Why there is no answer. */
export function unansweredText({ reason, detail }: { reason: UnansweredReason; detail: string }, { t }: Words): string {
  const names = reason === 'missing-data' ? detail.split(', ').map((input) => t(`questions.inputs.${input as AnswerInput}`)) : [detail]
  return t(`questions.reasons.${reason}`, { detail: names.join(', ') })
}

/** Model, inputs, time and operator of an answer. */
export function provenanceText({ model, inputsHash, answeredAtMs, operator, tookMs }: CityAnswer, { t, formats }: Words): string {
  return t('questions.provenance', {
    model: model.name,
    version: model.version,
    hash: inputsHash.slice(0, 12),
    time: formats.dateAndClock(answeredAtMs),
    operator: operator === '' ? t('questions.nobody') : operator,
    ms: formats.decimal(tookMs, 1),
  })
}

function floodText(result: ResultOf<'flood'>, limit: string, words: Words): AnswerText {
  const { t, formats } = words
  const { connected, bathtub } = result
  const both = (label: string, of: (counts: HitCounts) => string): AnswerFigure => ({ label, value: of(connected), other: of(bathtub) })
  const differs = (['buildings', 'people', 'areaM2', 'roadM', 'facilities', 'cameras'] as const).some(
    (key) => connected[key] !== bathtub[key],
  )
  return {
    ways: [t('questions.connected'), t('questions.bathtub')],
    figures: [
      both(t('questions.figures.area'), ({ areaM2 }) => areaText(areaM2, words)),
      both(t('questions.figures.buildings'), ({ buildings }) => formats.count(buildings)),
      both(t('questions.figures.people'), ({ people }) => formats.count(people)),
      both(t('questions.figures.roadsImpassable', { depth: formats.decimal(result.impassableDepthM, 1) }), ({ roadM }) =>
        lengthText(roadM, words),
      ),
      both(t('questions.figures.facilities'), ({ facilities }) => formats.count(facilities)),
      both(t('questions.figures.cameras'), ({ cameras }) => formats.count(cameras)),
      figure(t('questions.figures.deepest'), depthText(result.deepestM, words)),
    ],
    lists: hitLists(result, connected, words),
    warnings: differs ? [t('questions.bothNote'), limit] : [limit],
  }
}

function sightText(result: ResultOf<'sight'>, limit: string, words: Words): AnswerText {
  const { t, formats } = words
  const countOf = (verdict: string): string => formats.count(result.cameras.filter((camera) => camera.verdict === verdict).length)
  return {
    figures: [figure(t('questions.figures.sees'), countOf('sees')), figure(t('questions.figures.canTurn'), countOf('can-turn'))],
    lists: [
      {
        title: t('questions.lists.cameras'),
        total: result.cameras.length,
        rows: result.cameras.map((camera) => ({
          key: camera.id,
          text: camera.name[words.language],
          detail: `${t(`questions.verdicts.${camera.verdict}`)} · ${lengthText(camera.distanceM, words)}`,
          place: camera.place,
        })),
      },
    ],
    warnings: [limit],
  }
}

function plumeText(result: ResultOf<'plume'>, limit: string, words: Words): AnswerText {
  const { t, formats } = words
  return {
    figures: [
      figure(
        t('questions.figures.highest'),
        `${formats.decimal(result.highestMgPerM3, result.highestMgPerM3 < 10 ? 2 : 0)} mg/m³ · ${lengthText(result.highestAtM, words)}`,
      ),
    ],
    lists: [
      {
        title: t('questions.lists.bands'),
        total: result.bands.length,
        rows: result.bands.map((band) => ({
          key: String(band.thresholdMgPerM3),
          text: `≥ ${formats.decimal(band.thresholdMgPerM3, band.thresholdMgPerM3 % 1 === 0 ? 0 : 2)} mg/m³`,
          detail: [
            band.cutOff ? t('questions.cutOff') : lengthText(band.farthestM, words),
            areaText(band.areaM2, words),
            `${formats.count(band.buildings)} ${t('questions.lists.buildings').toLowerCase()}`,
            peopleText(band.people, words),
          ].join(' · '),
          place: null,
        })),
      },
      {
        title: t('questions.lists.facilities'),
        total: result.facilities.length,
        rows: result.facilities.map((row) => facilityText(row, words)),
      },
    ],
    warnings: [limit],
  }
}

function countFigures(counts: HitCounts, words: Words): AnswerFigure[] {
  const { t, formats } = words
  return [
    figure(t('questions.figures.area'), areaText(counts.areaM2, words)),
    figure(t('questions.figures.buildings'), formats.count(counts.buildings)),
    figure(t('questions.figures.people'), formats.count(counts.people)),
    ...(counts.peopleUnknown > 0 ? [figure(t('questions.figures.peopleUnknown'), formats.count(counts.peopleUnknown))] : []),
    figure(t('questions.figures.roads'), lengthText(counts.roadM, words)),
    figure(t('questions.figures.facilities'), formats.count(counts.facilities)),
    figure(t('questions.figures.cameras'), formats.count(counts.cameras)),
  ]
}

type Hits = {
  buildings: readonly BuildingRow[]
  facilities: readonly FacilityRow[]
  cameras: readonly CameraRow[]
  roads: readonly RoadRow[]
}

function hitLists(hits: Hits, counts: HitCounts, words: Words): AnswerList[] {
  const { t } = words
  return [
    { title: t('questions.lists.facilities'), total: counts.facilities, rows: hits.facilities.map((row) => facilityText(row, words)) },
    { title: t('questions.lists.roads'), total: hits.roads.length, rows: hits.roads.map((row) => roadText(row, words)) },
    { title: t('questions.lists.cameras'), total: counts.cameras, rows: hits.cameras.map((row) => cameraText(row, words)) },
    { title: t('questions.lists.buildings'), total: counts.buildings, rows: hits.buildings.map((row) => buildingText(row, words)) },
  ]
}

function buildingText({ id, use, levels, people, depthM, place }: BuildingRow, words: Words): AnswerRow {
  const { t } = words
  const details = [
    ...(depthM === null ? [] : [t('questions.depth', { depth: depthText(depthM, words) })]),
    ...(levels === 0 ? [] : [t('questions.levels', { n: levels })]),
    ...(people === null ? [] : [peopleText(people, words)]),
  ]
  return { key: id, text: `${t(`questions.uses.${use}`)} ${id}`, detail: details.join(' · '), place }
}

function facilityText({ id, name, kind, depthM, synthetic, place }: FacilityRow, words: Words): AnswerRow {
  const { t } = words
  const details = [
    ...(depthM === null ? [] : [t('questions.depth', { depth: depthText(depthM, words) })]),
    t(`questions.facilityKinds.${kind}`),
    ...(synthetic ? [t('questions.synthetic')] : []),
  ]
  return { key: id, text: name[words.language], detail: details.join(' · '), place }
}

function cameraText({ id, name, depthM, place }: CameraRow, words: Words): AnswerRow {
  const detail = depthM === null ? '' : words.t('questions.depth', { depth: depthText(depthM, words) })
  return { key: id, text: name[words.language], detail, place }
}

function roadText(row: RoadRow, words: Words): AnswerRow {
  const depth = row.depthM === null ? [] : [words.t('questions.depth', { depth: depthText(row.depthM, words) })]
  return {
    key: JSON.stringify([row.name, row.ref]),
    text: roadName(row, words),
    detail: [lengthText(row.lengthM, words), ...depth].join(' · '),
    place: row.place,
  }
}

function roadName({ name, ref }: { name: string | null; ref: string | null }, { t }: Words): string {
  if (name === null) return ref ?? t('questions.noName')
  return ref === null || ref === name ? name : `${name} (${ref})`
}

function offRoadFigure(offRoadM: number, words: Words): AnswerFigure[] {
  // Less than the width of a yard needs no word.
  return offRoadM < 50 ? [] : [figure(words.t('questions.figures.offRoad'), lengthText(offRoadM, words))]
}

function figure(label: string, value: string): AnswerFigure {
  return { label, value }
}
