import type { CityManifest } from '#shared/contract/city'
import type { LinkedPose } from '#shared/contract/cameraLink'
import type { SavedViewpointState } from '#shared/contract/savedViewpoint'
import type { Language } from '#shared/contract/ipc'

/** One place to look from, as the list shows it. */
export type ViewpointEntry = { id: string; name: string; pose: LinkedPose; saved: SavedViewpointState | undefined }

/** The city's own viewpoints, then the saved ones: in this order they answer to the keys 1 to 9 and a tour goes through them. */
export function viewpointEntries(
  city: CityManifest | null,
  saved: readonly SavedViewpointState[],
  language: Language,
): readonly ViewpointEntry[] {
  const own = (city?.viewpoints ?? []).map(({ id, name, ...pose }) => ({ id, name: name[language], pose, saved: undefined }))
  const others = saved.map((state) => {
    const { id, name, ...pose } = state.viewpoint
    return { id: `saved-${id}`, name, pose, saved: state }
  })
  return [...own, ...others]
}

/** The entry after this one, from the first again after the last; undefined when there is none. */
export function entryAfter(entries: readonly ViewpointEntry[], id: string | undefined): ViewpointEntry | undefined {
  const at = entries.findIndex((entry) => entry.id === id)
  return entries[(at + 1) % Math.max(1, entries.length)]
}
