import { z } from 'zod'
import { problemsIn } from '#shared/contract/problems'
import { scene, type Scene } from '#shared/contract/wall'

/** Scenes as a file that one room writes and another reads. `schema` is raised when an older reader could not make sense of it. */
const scenesFile = z.strictObject({ kind: z.literal('toan-canh-scenes'), schema: z.literal(1), scenes: z.array(scene).min(1).max(200) })

/** Bytes of the largest file that is read: 200 scenes of 64 tiles each stay below it. */
export const maximumScenesBytes = 8_000_000

export function textOfScenes(scenes: readonly Scene[]): string {
  return `${JSON.stringify({ kind: 'toan-canh-scenes', schema: 1, scenes }, null, 2)}\n`
}

/** The scenes of a file, or what is wrong with it and where. */
export function scenesIn(text: string): { ok: true; scenes: Scene[] } | { ok: false; why: string } {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch (error) {
    return { ok: false, why: (error as Error).message }
  }
  const parsed = scenesFile.safeParse(read)
  if (!parsed.success) return { ok: false, why: problemsIn(parsed.error) }
  const ids = parsed.data.scenes.map(({ id }) => id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  return twice === undefined ? { ok: true, scenes: parsed.data.scenes } : { ok: false, why: `scenes: ${twice} is there twice` }
}
