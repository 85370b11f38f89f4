import type { QuestionOf } from '#shared/contract/cityAnswer'
import type { UnitPosition } from '#shared/contract/position'

/** A unit that has told nothing for longer is not counted on. */
const freshMs = 5 * 60_000

/** Units as a question for the nearest names them: those that told where they are lately; who plays in a drill says so in its name. */
export function unitsToAsk(positions: readonly UnitPosition[], nowMs: number): QuestionOf<'nearest'>['among'] {
  return positions
    .filter(({ atMs }) => nowMs - atMs <= freshMs)
    .map(({ id, name, place, drill }) => ({
      id,
      name: drill ? { vi: `${name} (diễn tập)`, en: `${name} (drill)` } : { vi: name, en: name },
      place,
    }))
}
